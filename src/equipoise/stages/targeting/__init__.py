"""Stages 6 and 7: learn who answers what, and decide who gets what."""
