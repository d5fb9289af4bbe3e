"""How the engine runs: remembered results, frozen values, progress, and the compute service."""
