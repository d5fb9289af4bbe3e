"""Protections, attacks and measures on somebody's own table."""
