"""Leave the attribute out: how well it can be predicted from the other columns, and how the gap changes."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.studies.proxies import Variant, try_variant
from equipoise.ui.charts import dots
from equipoise.ui.fairness_lab import choices, streamed, wording
from equipoise.ui.shared import explain, jobs
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.numbers import hundred, in_100, interval
from equipoise.ui.shared.words import say, term

NAMES = ("sees", "left_out", "no_postcode", "no_browsing", "neither")
EXAMPLE = {"measure.protected": "age_band", "history.biased_group": "over_55", "history.label_bias": 0.7}
"""Age can be predicted from many other columns, so that a past which lost the answers of the old keeps its effect."""
_GAPS = ("selection_rate", "true_positive_rate", "calibration_gap")


def show(settings: Settings) -> None:
    """Draw the variants as they are worked out."""
    attribute, here = choices.attribute(settings), choices.standing(settings)
    if here is None:
        return
    st.markdown(say("fair.proxies.lead"))
    if not here.held:
        st.caption(f":material/block: {choices.not_held('fair.proxies.not_held', settings)}")
    if any(settings[name] != value for name, value in EXAMPLE.items()):
        choices.put("fair.proxies.example", EXAMPLE, type="tertiary", icon=":material/lightbulb:")
    job = jobs.each("proxies", try_variant, {name: (settings, attribute, name) for name in NAMES})
    streamed.show(job, lambda known: _draw(known, attribute))
    streamed.table(job, lambda known: cards(known, attribute))
    explain.about(dict.fromkeys(("told", *_GAPS, "right_offer")), key="fairness.proxies", label=say("about.numbers"))


def _draw(known: dict[str, Variant], attribute: str) -> None:
    if not known:
        return
    if len(known) == len(NAMES):
        st.markdown(statement(known, attribute))
    shown = cards(known, attribute)
    st.html(dots.cards(shown, alt="; ".join(map(alternative, shown))))


def cards(known: dict[str, Variant], attribute: str) -> tuple[dots.Card, ...]:
    """Return what is compared, one line a variant: how well a group is predicted, three gaps, and right offers."""
    place = told_best(known)
    group = wording.names(attribute)[place]
    told = {name: one.told[place] for name, one in known.items()}
    right = {name: one.right_offer for name, one in known.items()}
    return (
        _card(say("fair.proxies.told"), say("fair.proxies.pairs", group=group), told, say("fair.proxies.guessing")),
        *(
            _card(
                wording.title(notion, expert=expert()),
                say("fair.proxies.apart"),
                {name: one.found.gaps[notion].gap for name, one in known.items() if one.found},
                "",
            )
            for notion in _GAPS
        ),
        _card(term("right_offer", expert=True), say("fair.proxies.right"), right, ""),
    )  # fmt: skip


def _card(title: str, counts: str, rates: dict[str, Rate], remark: str) -> dots.Card:
    lines = tuple(
        dots.Line(say(f"fair.proxies.short.{name}"), rate, hundred(rate.value)) for name, rate in rates.items()
    )
    return dots.Card(title, counts, lines, remark, "")


def alternative(card: dots.Card) -> str:
    """Return a card in words."""
    return f"{card.title}: " + ", ".join(f"{line.name} {line.number} ({interval(line.rate)})" for line in card.lines)


def told_best(known: dict[str, Variant]) -> int:
    """Return the group that can be predicted best although the attribute is left out."""
    told = (known.get("left_out") or next(iter(known.values()))).told
    return max(range(len(told)), key=lambda place: told[place].value if told[place].known else 0.0)


def statement(known: dict[str, Variant], attribute: str) -> str:
    """Return what leaving out does, in a sentence."""
    place = told_best(known)
    left, bare = known["left_out"].told[place], known["neither"].told[place]
    gaps = {
        name: in_100(found.gaps["selection_rate"].gap) for name in ("sees", "left_out", "neither")
        if (found := known[name].found)
    }  # fmt: skip
    return say(
        "fair.proxies.said",
        group=wording.names(attribute)[place],
        left=hundred(left.value),
        bare=hundred(bare.value),
        **{name: gaps.get(name, "–") for name in ("sees", "left_out", "neither")},
    )
