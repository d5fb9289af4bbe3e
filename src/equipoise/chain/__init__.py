"""The only place that wires stages: settings, pipeline, exposure, outcome."""
