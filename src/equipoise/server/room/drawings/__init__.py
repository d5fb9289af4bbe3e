"""How each kind of step looks on a phone and on the projector: one file a kind, and one line in `registry`."""
