"""The Evidence page: published effects beside what the simulation gives."""
