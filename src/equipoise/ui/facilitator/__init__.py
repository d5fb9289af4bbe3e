"""The page For facilitators."""
