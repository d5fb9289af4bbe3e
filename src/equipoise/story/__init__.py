"""An outcome in words."""
