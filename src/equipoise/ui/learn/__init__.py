"""The page Learn: lessons, challenges, the test before and after, progress."""
