"""Learning with Equipoise: lessons, challenges, the test before and after, progress, and the certificate."""
