"""The part "Messages": levers, a few people's screens, how well the messages suit, and what an onlooker learns."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.content import communicate
from equipoise.numerics.rate import Rate
from equipoise.shared.results import AttackResult, ContentReport
from equipoise.studies.messages import screens_of
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING
from equipoise.ui.charts.ranges import Line, ranges
from equipoise.ui.deliver import screens, wording
from equipoise.ui.shared import compute, explain, levers
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred, in_100, interval
from equipoise.ui.shared.words import say

_LEVERS = ("content.topic", "content.sensitive", "content.mixed", "attack.trait")
_MORE = (
    "content.keyword", "content.format", "content.channel", "content.weeks", "content.names", "content.name_effect",
    "content.writing",
)  # fmt: skip
_BARS = ("engaged_random", "engaged_one", "engaged", "engaged_perfect")


def show(play: Play) -> None:
    """Draw the levers beside the screens, and below what the messages are worth and what they tell."""
    left, right = st.columns([10, 19], gap="medium")
    with left:
        _levers(play)
    with right:
        slot = st.empty()
        found = compute.answer(communicate, play.settings, slot=slot)
        st.markdown(_sentence(found.content, found.onlooker, play))
        shown = compute.answer(screens_of, play.settings)
        if shown:
            st.html(screens.draw(shown, play.settings.attack.trait))
    worth, told = st.columns(2, gap="medium")
    with worth:
        _worth(found.content)
    with told:
        _told(found.onlooker, play.settings.attack.trait)
        _liked(found.interest)
    numbers: dict[str, Rate | None] = {name: getattr(found.content, name) for name in _BARS}
    numbers |= {"right_part": None, "part_adds": None, "protection_costs": found.content.protection_costs}
    numbers |= {"different": None, "false_accusations": found.onlooker.details.get("false_accusations")}
    explain.about(numbers, key="deliver.messages", label=say("about.numbers"))


def _levers(play: Play) -> None:
    inactive = play.shown.inactive()
    for name in _LEVERS:
        levers.lever(name, play.shown, inactive.get(name))
    with st.expander(say("deliver.more")):
        for name in _MORE:
            levers.lever(name, play.shown, inactive.get(name))


def _sentence(content: ContentReport, onlooker: AttackResult, play: Play) -> str:
    """Return in two sentences what the messages are worth, and what they give away."""
    worth = say("deliver.worth", own=hundred(content.engaged.value), same=hundred(content.engaged_one.value))
    if not onlooker.mounted:
        return f"{worth} {texts()[f'attack_reason.{onlooker.reason}']}"
    trait = wording.trait(play.settings.attack.trait)
    beyond = "beyond" if onlooker.risk.low > 0 else "chance"
    told = say(
        f"deliver.told.{beyond}",
        right=hundred(onlooker.attack.value), luck=hundred(onlooker.control.value), trait=trait,
    )  # fmt: skip
    return f"{worth} {told}"


def _worth(content: ContentReport) -> None:
    st.subheader(say("deliver.suits"), anchor=False)
    rates = {name: getattr(content, name) for name in _BARS}
    lines = tuple(Line(say(f"deliver.bar.{name}"), hundred(rate.value), (rate,)) for name, rate in rates.items())
    high = max(rate.high for rate in rates.values() if rate.known)
    alt = "; ".join(f"{line.label}: {line.words}" for line in lines)
    st.html(ranges(lines, alt=alt, in_100=say("number.in_100"), high=high))
    st.table(wording.parts(content), hide_index=True, border="horizontal", alt=say("deliver.parts"))
    if content.protection_costs.known:
        cost = content.protection_costs
        st.markdown(say("deliver.costs", lost=hundred(-cost.value, exact=True), range=interval(cost, exact=True)))
    st.caption(say("deliver.work", n=content.different, people=in_100(content.written_for)))


def _told(onlooker: AttackResult, trait: str) -> None:
    st.subheader(say("deliver.onlooker"), anchor=False)
    if not onlooker.mounted:
        st.info(texts()[f"attack_reason.{onlooker.reason}"], icon=":material/visibility_off:")
        return
    rates = {name: getattr(onlooker, name) for name in ("attack", "baseline", "control")}
    lines = tuple(
        Line(say(f"deliver.named.{name}"), f"{hundred(rate.value)} ({interval(rate)})", (rate,))
        for name, rate in rates.items()
    )
    alt = "; ".join(f"{line.label}: {line.words}" for line in lines)
    st.markdown(say("deliver.of_named", trait=wording.trait(trait)))
    st.html(ranges(lines, alt=alt, in_100=say("number.in_100")))
    risk = onlooker.risk
    st.markdown(say("deliver.risk", risk=hundred(risk.value) if risk.known else NOTHING, range=interval(risk)))
    false = onlooker.details["false_accusations"]
    st.markdown(say("deliver.wrong", n=hundred(false.value), trait=wording.trait(trait)))


def _liked(interest: AttackResult) -> None:
    """Say how often the screen tells what somebody likes best."""
    if interest.mounted:
        right, luck = interest.attack, interest.control
        numbers = {"right": hundred(right.value), "range": interval(right), "luck": hundred(luck.value)}
        st.markdown(say("deliver.liked", **numbers))
