"""The debrief: what a workshop came to, for the facilitator. No answer of a single person or a small group is in it."""
