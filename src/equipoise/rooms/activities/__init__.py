"""What people do in a room: one file a kind, and one line in `registry`."""
