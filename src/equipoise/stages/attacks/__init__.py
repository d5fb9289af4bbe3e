"""Stage 10: attacks on the release and on the model; one file for each attack, listed in ``registry``."""
