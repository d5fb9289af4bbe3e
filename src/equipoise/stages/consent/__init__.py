"""Stage 2: who agrees to what."""
