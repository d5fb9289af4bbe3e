"""What the page Learn tells a learning system that opened it."""
