"""Stage 9: the effects of the decisions, measured against the truth."""
