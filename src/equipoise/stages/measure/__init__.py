"""Stage 9: what the decisions did, measured against the truth."""
