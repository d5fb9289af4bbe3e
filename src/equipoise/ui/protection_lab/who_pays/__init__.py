"""Privacy meets fairness: who loses accuracy, by group. One part, which any page may draw."""

from equipoise.ui.protection_lab.who_pays.part import show

__all__ = ["show"]
