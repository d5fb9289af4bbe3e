"""Numerical methods that know nothing of marketing: statistics, regression, Shapley values."""
