"""Play the attacker as a room: one target, one clue after another, and who finds the target first."""
