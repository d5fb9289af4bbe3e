"""The parts of the Protection lab: choose one, see some people before and after it, see it get stronger."""
