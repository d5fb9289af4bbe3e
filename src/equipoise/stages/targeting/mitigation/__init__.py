"""What can be done about bias before and in training, one file each; the catalogue names them."""
