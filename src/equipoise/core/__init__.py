"""What everything rests on: errors, levers, random streams, shared words, resources."""
