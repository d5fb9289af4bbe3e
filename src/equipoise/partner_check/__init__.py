"""The partner check: 22 questions to a company, a score on paper, and what its hidden conduct does."""
