"""What can go wrong in a shop's records without a word: one file each."""
