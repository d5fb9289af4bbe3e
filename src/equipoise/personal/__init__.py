"""One customer's view: what is known and guessed, why an offer was chosen, and what the customer's choices change.

These modules read results of the chain, or run the chain again with the choices of one person. They store nothing.
"""
