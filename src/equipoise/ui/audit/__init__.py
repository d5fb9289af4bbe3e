"""The page Audit: what a look into the shop's records finds, and what is decided about it."""
