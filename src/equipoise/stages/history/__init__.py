"""Stage 5: the log of past campaigns."""
