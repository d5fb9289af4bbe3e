"""What law and good practice say about a run: rules as data, the facts that they ask for, and what is found."""
