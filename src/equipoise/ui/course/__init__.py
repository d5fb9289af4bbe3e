"""The page Your course."""
