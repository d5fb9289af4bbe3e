"""The Protection lab: choose a technique, compare some people before and after it, and follow it along its strength."""
