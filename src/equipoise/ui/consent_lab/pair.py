"""Two banners before the same people: what each gets, and whom the difference moves, by group."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.settings import LEVERS, Settings
from equipoise.studies.meeting import Comparison, Moved, compare_banners, most_moved
from equipoise.texts.numerals import signed
from equipoise.ui.charts.ranges import Line, ranges
from equipoise.ui.consent_lab import banner
from equipoise.ui.consent_lab.wording import count_of, design, division, group, table
from equipoise.ui.shared import compute, explain
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import direction, hundred, in_100, interval
from equipoise.ui.shared.words import say

_OTHER = "consent.other"
_MODEL, _BANNER = "consent.model", "consent.banner"
_BY_PURPOSE = ("per_purpose", "pre_ticked")


def show(play: Play) -> None:
    """Draw the second banner, and beside it what it does to those who met the one above."""
    left, right = st.columns([10, 19], gap="medium")
    with left:
        other = _choose(play.settings)
        banner.draw(other, "second")
    with right:
        _result(play.settings, other)


def others(settings: Settings) -> tuple[Settings, ...]:
    """Return all other banners, with all other levers unchanged; the one with equal buttons comes first."""
    found = [settings.replace(**{_MODEL: "opt_in", _BANNER: name}) for name in LEVERS[_BANNER].choices]
    found += [settings.replace(**{_MODEL: "opt_out"}), settings.replace(**{_MODEL: "notice"})]
    return tuple(one for one in found if design(one) != design(settings))


def _choose(settings: Settings) -> Settings:
    """Let a banner to compare with be chosen, and return it."""
    offered = {design(one): one for one in others(settings)}
    if st.session_state.get(_OTHER) not in offered:
        st.session_state[_OTHER] = next(iter(offered))
    return offered[st.selectbox(say("consent_lab.pair.other"), list(offered), key=_OTHER, persist_state="session")]


def _result(first: Settings, second: Settings) -> None:
    found = compute.answer(compare_banners, first, second)
    st.markdown(told(first, second, found))
    names = (design(first), design(second))
    st.html(ranges(lines(found), legend=names, alt=_alt(names, found), in_100=say("number.in_100")))
    if _asked_apart(first) != _asked_apart(second):
        st.caption(say("consent_lab.pair.churn"))
    with st.expander(say("consent_lab.as_table")):
        _table(found)
    numbers = dict.fromkeys(("agreed", "only_before", "only_after"))
    explain.about(numbers, key="consent.pair", label=say("about.numbers"))


def told(first: Settings, second: Settings, found: Comparison) -> str:
    """Return what the second banner changes for everybody, and for the group that it moves most."""
    change = found.everyone.agreed.change
    if direction(change, tolerance=0.0) == "same":
        return say("consent_lab.pair.same", second=design(second), first=design(first))
    way = "more" if change.value > 0 else "fewer"
    sentence = say(
        f"consent_lab.pair.{way}",
        second=design(second),
        before=in_100(found.everyone.agreed.before),
        after=in_100(found.everyone.agreed.after),
        n=f"{round(abs(change.value) * found.everyone.n):,}",
    )
    most = most_moved(found)
    return f"{sentence} {_of(found, *most)}" if most else sentence


def _of(found: Comparison, by: str, name: str) -> str:
    """Return how the second banner moves the group that it moves most."""
    moved = found.groups[by][name]
    return say(
        "consent_lab.pair.most",
        group=f"{division(by).lower()}: {group(by, name)}",
        change=signed(100 * moved.agreed.change.value, digits=1),
        interval=_interval(moved),
    )


def lines(found: Comparison) -> tuple[Line, ...]:
    """Return the chart's lines: everyone, then every group under what divides them."""
    drawn = [_line(say("consent_lab.pair.everyone"), found.everyone)]
    for by, groups in found.groups.items():
        drawn.append(Line(division(by)))
        drawn += [_line(group(by, name), moved) for name, moved in groups.items()]
    return tuple(drawn)


def _line(label: str, moved: Moved) -> Line:
    before, after = moved.agreed.before, moved.agreed.after
    return Line(label, f"{hundred(before.value)} → {hundred(after.value)}", (before, after))


def _alt(names: tuple[str, str], found: Comparison) -> str:
    told = "; ".join(f"{line.label}: {line.words}" for line in lines(found) if line.rates)
    return say("consent_lab.pair.alt", first=names[0], second=names[1], lines=told)


def _table(found: Comparison) -> None:
    rows = [_row(say("consent_lab.pair.everyone"), found.everyone)]
    rows += [_row(group(by, name), moved) for (by, name), moved in _each(found)]
    columns = ("group", "people", "first", "second", "change", "interval", "only_first", "only_second")
    table(rows, *columns, alt=say("consent_lab.pair.table"))


def _row(label: str, moved: Moved) -> tuple[str, ...]:
    agreed = moved.agreed
    shares = (agreed.before, agreed.after)
    only = (f"{hundred(rate.value, exact=True)} ({count_of(rate)})" for rate in (moved.only_before, moved.only_after))
    change = signed(100 * agreed.change.value, digits=1)
    return label, f"{moved.n:,}", *(hundred(rate.value, exact=True) for rate in shares), change, _interval(moved), *only


def _interval(moved: Moved) -> str:
    return interval(moved.agreed.change, exact=True)


def _each(found: Comparison) -> list[tuple[tuple[str, str], Moved]]:
    return [((by, name), moved) for by, groups in found.groups.items() for name, moved in groups.items()]


def _asked_apart(settings: Settings) -> bool:
    return settings[_BANNER] in _BY_PURPOSE
