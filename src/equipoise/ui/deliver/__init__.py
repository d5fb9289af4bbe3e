"""The page Deliver: messages, a planned month, advertisements."""
