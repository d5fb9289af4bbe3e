"""What of a room is printed, as PDF."""
