"""The Attack lab: play the attacker, then see what the machine found, then protect the table and try again."""
