"""What runs the chain again: comparisons, the value of fields, losses by group, rounds of the Attack lab."""
