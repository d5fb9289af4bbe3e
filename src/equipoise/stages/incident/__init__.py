"""What goes wrong in the shop's records after a run, without a word; an audit has to find it."""
