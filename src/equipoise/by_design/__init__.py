"""Privacy by design: where data flows, what each step is worth, what a leak would show, and the papers about it."""
