"""The parts of the Consent lab."""
