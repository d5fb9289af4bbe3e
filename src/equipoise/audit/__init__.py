"""Audits: what a shop's own records say about what it did, against what it should have done."""
