"""What the learner's browser keeps: progress that outlives a reload and a restart of the server."""
