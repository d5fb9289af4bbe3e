"""*Guess who?* between two teams or two phones: each guards an invented person and looks for the other's."""
