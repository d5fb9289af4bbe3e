"""Stages 6 and 7: train a model of responses, and decide who gets which offer."""
