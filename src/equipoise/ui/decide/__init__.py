"""The page Decide: published effects beside what the simulation gives."""
