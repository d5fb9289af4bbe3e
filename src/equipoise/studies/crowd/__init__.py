"""The crowd: 100 customers who stand for all, and what happens to each of them in a run."""
