"""The ten stages of the chain, independent of each other; each declares its levers in its module ``settings``."""
