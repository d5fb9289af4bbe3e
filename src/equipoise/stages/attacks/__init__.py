"""Stage 10: what an attacker finds out; one file an attack, named in ``registry``."""
