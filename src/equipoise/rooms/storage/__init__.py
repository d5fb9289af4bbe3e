"""Where rooms are kept: in a file of SQLite, or in PostgreSQL."""
