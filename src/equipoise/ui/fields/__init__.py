"""The page "What each field is worth": value against risk of every source, and of every field in it."""
