"""The page Decide: the door to the rules, the audit, and the evidence."""
