"""The migrations, each with the revision that it follows."""
