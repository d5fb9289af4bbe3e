"""What an auditor looks for in the records: one file each."""
