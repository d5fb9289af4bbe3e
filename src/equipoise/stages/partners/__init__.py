"""Stage 4b: what is shared with a partner, how it is joined, and what the partner does with it."""
