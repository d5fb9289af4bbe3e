"""Pages of paper, their font, and files for a calendar: what several parts write to take away."""
