"""The world of a run: stage 1, and what is drawn of it on demand."""

from __future__ import annotations

from functools import cached_property

from equipoise.chain.settings import Settings
from equipoise.runtime.remembered import StageResult, remembered
from equipoise.shared.prospects import Prospects
from equipoise.shared.receipts import PageViews, Receipts
from equipoise.shared.store import Store
from equipoise.shared.world import World
from equipoise.stages.world.build import build
from equipoise.stages.world.prospects import draw_prospects
from equipoise.stages.world.receipts import allot, allot_views
from equipoise.stages.world.store import expected_year


class Invented:
    """The world of some settings; every part is computed on first use, and remembered.

    Attributes:
        settings: those of the run; only the levers of stage 1 matter here.
    """

    settings: Settings

    @cached_property
    def population(self) -> StageResult[World]:
        """Stage 1: who exists."""
        s = self.settings.population
        return remembered("population", lambda: build(s), s)

    @cached_property
    def store(self) -> StageResult[Store]:
        """A year of the whole store."""
        world = self.population
        return remembered("store", lambda: expected_year(world.value), world)

    @cached_property
    def prospects(self) -> StageResult[Prospects]:
        """A sample of the market's people who are no customers, and their page views; drawn only when asked for."""
        world = self.population
        return remembered("prospects", lambda: draw_prospects(world.value), world)

    @cached_property
    def receipts(self) -> StageResult[Receipts]:
        """Every purchase with item, day and price; drawn only when asked for."""
        world = self.population
        return remembered("receipts", lambda: allot(world.value), world)

    @cached_property
    def page_views(self) -> StageResult[PageViews]:
        """Every page view with item or keyword, day and hour; drawn only when asked for."""
        world = self.population
        return remembered("page_views", lambda: allot_views(world.value), world)
