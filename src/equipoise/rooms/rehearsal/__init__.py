"""A rehearsal: a leader tries a workshop out alone, with ten invented participants who answer by themselves."""
