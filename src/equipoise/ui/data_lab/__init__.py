"""The Data lab: value against risk of every source, and of every field in it."""
