"""The page Evidence: published effects beside what the simulation gives."""
