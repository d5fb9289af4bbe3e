"""Bad tables, schemas, flags and streams, made at random from a seed, and what the command line makes of them."""
