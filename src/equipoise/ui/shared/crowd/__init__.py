"""The picture of the crowd: 100 customers with faces, the same people in the same place on every page."""
