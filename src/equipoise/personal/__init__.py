"""One customer's own view of the machine: what is known and guessed, why this offer, and what own choices change.

Everything here reads results of the chain, or runs the chain again with the choices of one person. Nothing is kept.
"""
