"""The three headlines: what the offers reach, what the attacker reaches, and who is left out."""

HEADLINES = ("right_offer", "identified", "treated_alike")
"""Their names, in the order in which they are shown."""
