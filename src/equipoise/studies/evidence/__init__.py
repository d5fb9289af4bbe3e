"""Published effects, each beside what the simulation gives for it."""
