"""Your data: one customer's view of the machine."""
