"""Stage 1: the invented world."""
