"""Stage 4: what is done to the table before it is stored, shared or leaked."""
