"""Stage 8: what people actually meet."""
