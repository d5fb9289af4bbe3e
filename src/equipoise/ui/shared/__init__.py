"""What several pages share: the state of a session, the address, levers, words, numbers and tables."""
