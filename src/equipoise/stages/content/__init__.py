"""Stage 8a: messages. What is written to whom, learned from the log of past messages; drawn when somebody asks."""
