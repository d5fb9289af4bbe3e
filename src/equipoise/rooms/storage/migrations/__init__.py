"""Alembic's folder: how tables are brought up to date. A new migration: one file in ``versions``."""
