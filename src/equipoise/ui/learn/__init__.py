"""Learning in the app: lessons, challenges, the test before and after, progress, and the facilitator's pages."""
