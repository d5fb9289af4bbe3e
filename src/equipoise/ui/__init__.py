"""What the pages are made of: state, controls generated from the settings, charts, and the shared frame."""
