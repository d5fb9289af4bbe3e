"""Protections, attacks and measures on any table."""
