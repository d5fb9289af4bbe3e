"""The page The journey."""
