"""Stage 8a in the chain: messages, and the onlooker who sees them. A branch: computed when somebody asks."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import Any

import numpy as np

from equipoise.chain.outcome import plain
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Array, Floats, Integers, Singles
from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import TOPICS
from equipoise.numerics.held_out import Tuned
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import mean_rate, wilson
from equipoise.runtime.remembered import StageResult, remembered
from equipoise.shared.content import PARTS, Appeal, Campaign, MessageLog, Messages, PartScores, Reader
from equipoise.shared.release import Release
from equipoise.shared.results import AttackResult, ContentReport
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.base import Auxiliary, Scored, Truth
from equipoise.stages.attacks.onlooker import counted, guess_interest, screens
from equipoise.stages.attacks.panel import Panel
from equipoise.stages.content.choose import choose, levels_of, one_for_all
from equipoise.stages.content.learn import earlier_answers, learn, personal_scores
from equipoise.stages.content.log import log_messages, usual_scores
from equipoise.stages.content.measure import different, engagement, over_people_and_pasts, right_parts
from equipoise.stages.content.settings import ContentSettings
from equipoise.stages.targeting.design import build_design
from equipoise.stages.targeting.train import known_group
from equipoise.stages.world.appeal import at_random, draw_appeal

PASTS = 12
"""Other pasts that the model might have learned from, for intervals."""
COUNTED_IN_PASTS = 1_000
"""People whose messages are chosen anew under each of them."""
ACQUAINTANCES = 2_000
"""People whose messages and trait an onlooker knows, all onlookers' together; assumed."""
KNOWN = ("birth_date", "sex")
"""What an onlooker knows of the person at the screen."""
_SEGMENTS = "sex_by_age"
_MOST_WEEKS = 12


@dataclasses.dataclass(frozen=True, kw_only=True)
class ContentOutcome:
    """What messages do: how well they suit, and what an onlooker learns from them. Frozen."""

    settings: Settings
    content: ContentReport
    onlooker: AttackResult
    interest: AttackResult

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome as JSON-ready values; unknown numbers become None."""
        parts = ("content", "onlooker", "interest")
        return {"settings": self.settings.to_dict()} | {part: plain(getattr(self, part)) for part in parts}


def communicate(settings: Settings) -> ContentOutcome:
    """Run the chain as far as it is needed, write to the customers, and let an onlooker look."""
    content = Content(Chain(settings))
    return ContentOutcome(
        settings=settings,
        content=content.report.value,
        onlooker=content.onlooker.value.result,
        interest=content.interest.value,
    )


class Content:
    """The messages of a run; every part is computed on first use, and remembered."""

    def __init__(self, chain: Chain) -> None:
        self.chain, self.settings, self.seed = chain, chain.settings.content, chain.seed

    @cached_property
    def appeal(self) -> StageResult[Appeal]:
        """The true response to messages."""
        world, taste = self.chain.population, self.chain.settings.population.taste
        return remembered("content.appeal", lambda: draw_appeal(world.value, taste), world)

    @cached_property
    def log(self) -> StageResult[MessageLog]:
        """The past messages."""
        appeal = self.appeal
        return remembered("content.log", lambda: log_messages(appeal.value, at_random, self.seed), appeal)

    @cached_property
    def usual(self) -> StageResult[PartScores]:
        """What the counts of past messages say about people in general."""
        log = self.log
        return remembered("content.usual", lambda: usual_scores(log.value), log)

    @cached_property
    def reader(self) -> StageResult[Reader]:
        """What is known of the rows that are written to: those that offers are chosen for."""
        table, appeal = self.chain.inside, self.appeal

        def describe() -> Reader:
            release = table.value[0]
            design = remembered("design", lambda: build_design(release), table).value
            volumes = [name.endswith("_total") for name in design.names]
            segment = known_group(release, _SEGMENTS)
            return Reader(
                volume=design.person.compress(volumes, axis=1),
                match=design.match,
                keyword=_keyword_interest(release, appeal.value.usual),
                segment=np.zeros(len(release), dtype=np.int64) if segment is None else segment,
                segments=1 if segment is None else 6,
                sources=design.sources,
            )

        return remembered("content.reader", describe, table, appeal)

    @cached_property
    def model(self) -> StageResult[Tuned | None]:
        """What the log teaches: learned from history customers who agreed, inside the company."""
        log, reader, table, folds = self.log, self.reader, self.chain.inside, self.chain.folds

        def fit() -> Tuned | None:
            row = table.value[1].row
            people = np.flatnonzero(folds.value.history & (row >= 0))
            return learn(log.value, reader.value, people, row[people]) if people.size else None

        return remembered("content.train", fit, log, reader, table, folds)

    @cached_property
    def people(self) -> Integers:
        """The evaluation customers."""
        return np.flatnonzero(self.chain.folds.value.evaluation)

    def reached(self, people: Integers) -> Integers:
        """Return those who may get messages that are chosen for them, and have a row."""
        if self.model.value is None:
            return people[:0]
        may = self.chain.consent.value.permit("offers") & (self.chain.inside.value[1].row >= 0)
        return people[may[people]]

    def campaign(self, people: Integers, settings: ContentSettings, weights: Floats | None = None) -> Campaign:
        """Return the messages to some customers; ``weights`` are those of another past."""
        usual, written = self.usual.value, np.isin(people, self.reached(people))
        general = one_for_all(usual, settings.weeks)
        parts: dict[str, Array] = {part: np.repeat(getattr(general, part), people.size, axis=0) for part in PARTS}
        parts["outside"] = parts["topic"].copy()
        if written.any():
            chosen = self._chosen(people[written], settings, weights)
            for part in PARTS:
                parts[part][written] = getattr(chosen, part)
            parts["outside"][written] = chosen.shown
        return Campaign(people=people, written=written, messages=Messages(**parts))

    def _chosen(self, people: Integers, settings: ContentSettings, weights: Floats | None) -> Messages:
        model, reader = self.model.value, self.reader.value
        row = self.chain.inside.value[1].row[people]
        known = model.weights if weights is None and model is not None else weights
        assert known is not None
        scores = personal_scores(known, reader, row, earlier_answers(self.log.value, people))
        draws = self._mixing[:, people, : settings.weeks]
        return choose(scores, self.usual.value, settings, reader.segment[row], draws)

    @cached_property
    def _mixing(self) -> Floats:
        """Draws that everybody keeps, for topics that are mixed in (shape: 2 x customers x weeks)."""
        return stream(self.seed, "content.mixed").random((2, self.chain.population.value.size, _MOST_WEEKS))

    @cached_property
    def delivered(self) -> StageResult[Campaign]:
        """The messages of the evaluation customers."""
        s, parts = self.settings, (self.model, self.usual, self.chain.consent)
        return remembered("content.choose", lambda: self.campaign(self.people, s), s, *parts)

    @cached_property
    def report(self) -> StageResult[ContentReport]:
        """How well the messages suit."""
        s, met, appeal, pasts = self.settings, self.delivered, self.appeal, self.pasts

        def count() -> ContentReport:
            campaign, people = met.value, self.people
            own = engagement(appeal.value, campaign, self._named)
            messages = different(campaign.messages, campaign.written)
            without = {part: self._engaged_under(_without(s, part)) for part in _chosen_parts(s)}
            return ContentReport(
                engaged=over_people_and_pasts(own, pasts.value["engaged"]),
                engaged_one=mean_rate(self._engaged_under(_for_all(s))),
                engaged_random=mean_rate(self._at_random.value),
                engaged_perfect=mean_rate(appeal.value.chance(people, self._best.value)),
                written_for=wilson(int(campaign.written.sum()), people.size),
                right_part=right_parts(appeal.value, campaign, self._best.value),
                part_adds={
                    part: over_people_and_pasts(own - without[part], pasts.value[part]) if part in without else UNKNOWN
                    for part in PARTS
                },
                protection_costs=self._costs(own),
                different=messages,
                by_people=messages if s.writing == "people" else 0,
                unlabelled=messages if s.writing == "machine" else 0,
                people=people.size,
            )

        return remembered("content.measure", count, s, met, appeal, pasts)

    def _costs(self, own: Floats) -> Rate:
        """Return what protections change; unknown where there are none."""
        bare = _unprotected(self.settings)
        if self.settings == bare:
            return UNKNOWN
        return over_people_and_pasts(own - self._engaged_under(bare), self.pasts.value.get("protection"))

    @property
    def _named(self) -> float:
        return self.settings.name_effect if self.settings.names else 0.0

    def _engaged_under(self, settings: ContentSettings) -> Floats:
        """Return how probably each evaluation customer engages under other levers; some of them are asked for often."""
        parts = (self.appeal, self.model, self.usual, self.chain.consent, self.chain.folds)
        return remembered("content.engaged", lambda: self._engaged(self.people, settings), settings, *parts).value

    def _engaged(self, people: Integers, settings: ContentSettings, weights: Floats | None = None) -> Floats:
        """Return how probably each person engages under other levers, or with another past."""
        return engagement(self.appeal.value, self.campaign(people, settings, weights), self._named)

    @cached_property
    def _at_random(self) -> StageResult[Floats]:
        """How probably each person engages with messages at random."""
        appeal = self.appeal

        def send() -> Floats:
            messages = at_random((self.people.size, len(TOPICS)), stream(self.seed, "content.random"))
            return np.asarray(appeal.value.chance(self.people[:, None], messages).mean(axis=1), dtype=np.float64)

        return remembered("content.random", send, appeal, self.chain.folds)

    @cached_property
    def _best(self) -> StageResult[Messages]:
        """The message that truly suits each person best."""
        appeal = self.appeal
        return remembered("content.best", lambda: appeal.value.best(self.people), appeal, self.chain.folds)

    @cached_property
    def pasts(self) -> StageResult[dict[str, Floats | None]]:
        """What other pasts would have come to, on some of the people: engagement and every difference."""
        s, model = self.settings, self.model

        def imagine() -> dict[str, Floats | None]:
            people, others = self.people[:COUNTED_IN_PASTS], {part: _without(s, part) for part in _chosen_parts(s)}
            if s != _unprotected(s):
                others["protection"] = _unprotected(s)
            if model.value is None or not self.reached(people).size:
                return dict.fromkeys(("engaged", *others))
            found: dict[str, list[float]] = {name: [] for name in ("engaged", *others)}
            for weights in model.value.redrawn(PASTS, stream(self.seed, "content.pasts")):
                own = self._engaged(people, s, weights).mean()
                found["engaged"].append(own)
                for name, other in others.items():
                    found[name].append(own - self._engaged(people, other, weights).mean())
            return {name: np.array(values) for name, values in found.items()}

        return remembered("content.pasts", imagine, s, model, self.usual, self.chain.consent, self.chain.folds)

    @cached_property
    def onlooker(self) -> StageResult[Scored]:
        """What somebody learns who sees the screens of the evaluation customers whose messages are chosen for them."""
        trait, met, folds = self.chain.settings.attack.trait, self.delivered, self.chain.folds

        def look() -> Scored:
            targets, controls = met.value.people[met.value.written], np.flatnonzero(folds.value.control)
            own = met.value.messages[met.value.written]
            has = getattr(self.chain.population.value.people, trait)
            known, truth = self._knowledge(targets, controls, trait), self._truth(targets, controls, trait)
            if not has.any():
                return attacks.not_mounted("onlooker", "no_model")
            return attacks.run_with_hits("onlooker", screens(own), known, truth, seed=self.seed)

        return remembered("content.onlooker", look, trait, met, folds, self.usual)

    @cached_property
    def interest(self) -> StageResult[AttackResult]:
        """What the same onlooker learns about the topic that somebody likes best."""
        met, appeal, folds, weeks = self.delivered, self.appeal, self.chain.folds, self.settings.weeks

        def look() -> AttackResult:
            campaign, likes = met.value, appeal.value.topic
            if not campaign.written.any():
                return AttackResult(name="onlooker", kind="trait", mounted=False, reason="nothing_shown")
            favourite, control = (
                likes[who].argmax(axis=1)
                for who in (campaign.people[campaign.written], np.flatnonzero(folds.value.control))
            )
            known = likes[self.reached(np.flatnonzero(folds.value.history))[:ACQUAINTANCES]].argmax(axis=1)
            common = int(np.bincount(known, minlength=len(TOPICS)).argmax())
            usual = one_for_all(self.usual.value, weeks)
            return guess_interest(campaign.messages[campaign.written], favourite, usual, control, common)

        return remembered("content.interest", look, met, appeal, folds, self.usual)

    def _knowledge(self, targets: Integers, controls: Integers, trait: str) -> Auxiliary:
        folds = self.chain.folds.value
        friends = self.reached(np.flatnonzero(folds.history))
        coins = stream(self.seed, "content.acquaintances").random(folds.history.size)
        friends = np.sort(friends[np.argsort(coins[friends])[:ACQUAINTANCES]])
        seen = counted(self.campaign(friends, self.settings).messages)
        has = getattr(self.chain.population.value.people, trait)
        panel = Panel(seen.assign(**dict(zip(KNOWN, self._fields(friends).T, strict=True))), has[friends])
        stands_for = stream(self.seed, "content.controls").permutation(max(targets.size, controls.size))
        return Auxiliary(
            fields=KNOWN,
            targets=self._fields(targets),
            controls=self._fields(controls),
            control_for=stands_for[: controls.size],
            trait=trait,
            prevalence=float(has[friends].mean()) if friends.size else 0.0,
            panel=panel,
        )

    def _fields(self, people: Integers) -> Floats:
        everybody = self.chain.population.value.people
        return np.column_stack([everybody.birth_day[people], everybody.sex[people]]).astype(np.float64)

    def _truth(self, targets: Integers, controls: Integers, trait: str) -> Truth:
        has, nothing = getattr(self.chain.population.value.people, trait), screens(_none()).exact
        return Truth(
            row=np.arange(targets.size), trait=has[targets], control_trait=has[controls],
            exact=nothing, control_exact=nothing,
        )  # fmt: skip


def _chosen_parts(settings: ContentSettings) -> list[str]:
    return [part for part, level in levels_of(settings).items() if level != "one"]


def _without(settings: ContentSettings, part: str) -> ContentSettings:
    levels: dict[str, Any] = {part: "one"}
    return dataclasses.replace(settings, **levels)


def _for_all(settings: ContentSettings) -> ContentSettings:
    levels: dict[str, Any] = dict.fromkeys(PARTS, "one")
    return dataclasses.replace(settings, **levels, sensitive="shown", mixed=0.0)


def _unprotected(settings: ContentSettings) -> ContentSettings:
    return dataclasses.replace(settings, sensitive="shown", mixed=0.0)


def _keyword_interest(release: Release, usual: Singles) -> Singles | None:
    """Return how much more often than others each row looks at each keyword, as a logarithm (shape: rows x keywords).

    Two events like everybody's are added, so that few events say little; None where the table keeps no items.
    """
    events = release.events
    if events is None:
        return None
    keywords = usual.size
    cell = events.row.astype(np.int64) * keywords + events.keyword
    counts = np.bincount(cell, events.count, len(release) * keywords).reshape(len(release), len(TOPICS), -1)
    share = usual.reshape(1, len(TOPICS), KEYWORDS_PER_TOPIC)
    more = (counts + 2 * share) / ((counts.sum(axis=2, keepdims=True) + 2) * share)
    return np.asarray(np.log(more).reshape(len(release), keywords), dtype=np.float32)


def _none() -> Messages:
    nothing = np.empty((0, 1), dtype=np.int8)
    return Messages(topic=nothing, keyword=nothing.astype(np.uint8), format=nothing.copy(), channel=nothing.copy())
