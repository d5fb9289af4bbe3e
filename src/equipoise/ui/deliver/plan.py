"""The part "Plan a month": choose whom to write to and what about, guess, and see what it comes to."""

from __future__ import annotations

from functools import partial

import streamlit as st

from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.core.vocabulary import CHANNELS, FORMATS, TOPICS
from equipoise.studies.messages import AUDIENCES, USUAL, Planned, planned
from equipoise.texts.catalogue import texts
from equipoise.texts.items import keyword_name
from equipoise.ui.charts.ranges import Line, ranges
from equipoise.ui.deliver import wording
from equipoise.ui.shared import compute, levers, mailbox
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred, interval
from equipoise.ui.shared.words import say

_WEEKS = 4
_AUDIENCE, _KIND, _CHANNEL, _GUESS, _SENT = (
    f"plan.{name}" for name in ("audience", "kind", "channel", "guess", "sent")
)
_FIRST = ("health", "beauty", "food", "bargains")
"""What the calendar holds before anybody has chosen."""
_SCALE = 12
"""The guess goes up to so many of 100."""
_KINDS = ("engaged", "same", "context", "personal")


def show(play: Play) -> None:
    """Draw the calendar and the guess; once it is sent, what came of it."""
    left, right = st.columns([10, 19], gap="medium")
    with left:
        levers.lever("attack.trait", play.shown)
        audience, kind, channel = _choices()
    with right:
        asked = (play.settings, audience, _calendar(), kind, channel)
        guess = st.slider(say("deliver.plan.guess"), 0, _SCALE, 5, key=_GUESS, persist_state="session")
        if st.session_state.get(_SENT) != asked:
            st.button(
                say("deliver.plan.send"), key="plan.send", icon=":material/send:",
                on_click=st.session_state.__setitem__, args=(_SENT, asked),
            )  # fmt: skip
            return
        found = compute.answer(planned, *asked, slot=st.empty())
        _result(found, guess, play.settings.attack.trait)


def _choices() -> tuple[str, int, int]:
    """Let audience, format and channel be chosen."""
    audience = st.selectbox(
        say("deliver.plan.audience"), AUDIENCES, format_func=audience_name, key=_AUDIENCE, persist_state="session"
    )
    kind = st.segmented_control(
        say("deliver.plan.kind"), FORMATS, format_func=mailbox.format_name, default=FORMATS[1],
        required=True, key=_KIND, persist_state="session",
    )  # fmt: skip
    channel = st.segmented_control(
        say("deliver.plan.channel"), CHANNELS, format_func=mailbox.channel_name,
        default=CHANNELS[0], required=True, key=_CHANNEL, persist_state="session",
    )  # fmt: skip
    return str(audience), FORMATS.index(str(kind)), CHANNELS.index(str(channel))


def _calendar() -> tuple[tuple[int, int], ...]:
    """Let topic and keyword be chosen for each week."""
    chosen = []
    for week, place in enumerate(st.columns(_WEEKS, gap="small"), 1):
        with place:
            topic = st.selectbox(
                say("deliver.plan.week", week=week),
                TOPICS,
                index=TOPICS.index(_FIRST[week - 1]),
                format_func=lambda name: mailbox.topic_name(name).capitalize(),
                key=f"plan.week.{week}",
                persist_state="session",
            )
            number = TOPICS.index(str(topic))
            keyword = st.selectbox(
                say("deliver.plan.keyword", week=week),
                (USUAL, *range(KEYWORDS_PER_TOPIC)),
                format_func=partial(_keyword, number),
                key=f"plan.keyword.{week}.{topic}",
                label_visibility="collapsed",
            )
            chosen.append((number, int(keyword)))
    return tuple(chosen)


def _keyword(topic: int, place: int) -> str:
    return say("deliver.plan.usual") if place == USUAL else keyword_name(topic * KEYWORDS_PER_TOPIC + place)


def audience_name(audience: str) -> str:
    """Return what an audience is called."""
    kind, _, liked = audience.partition(".")
    return say("deliver.audience.likes", topic=mailbox.topic_name(liked)) if liked else say(f"deliver.audience.{kind}")


def _result(found: Planned, guess: int, trait: str) -> None:
    """Draw what the month comes to, beside what else these people could have got, and what it gives away."""
    if not found.audience:
        st.info(texts()["attack_reason.nothing_shown"], icon=":material/visibility_off:")
        return
    st.markdown(
        say("deliver.plan.result", n=found.audience, of=found.of, engaged=hundred(found.engaged.value), guess=guess)
    )
    rates = {name: getattr(found, name) for name in _KINDS}
    lines = tuple(
        Line(say(f"deliver.plan.bar.{name}"), f"{hundred(rate.value)} ({interval(rate)})", (rate,))
        for name, rate in rates.items()
    )
    alt = "; ".join(f"{line.label}: {line.words}" for line in lines)
    high = max(rate.high for rate in rates.values())
    st.html(ranges(lines, alt=alt, in_100=say("number.in_100"), high=high))
    st.markdown(_given_away(found, trait))


def _given_away(found: Planned, trait: str) -> str:
    """Return what somebody learns who knows that a person gets this month."""
    if not found.others.known:
        return say("deliver.plan.everybody")
    apart = found.trait.low > found.others.high or found.trait.high < found.others.low
    return say(
        f"deliver.plan.{'gives_away' if apart else 'tells_nothing'}",
        inside=hundred(found.trait.value), inside_range=interval(found.trait), trait=wording.trait(trait),
        outside=hundred(found.others.value), outside_range=interval(found.others),
    )  # fmt: skip
