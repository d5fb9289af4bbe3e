"""The words of the app, and the published figures that it cites."""
