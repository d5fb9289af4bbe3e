"""The parts of the Fairness lab: thresholds by group, what cannot hold together, proxies, remedies, delivery."""
