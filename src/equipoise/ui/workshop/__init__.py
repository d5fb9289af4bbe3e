"""The page Workshop: guides, and lessons as slides."""
