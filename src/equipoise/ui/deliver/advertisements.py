"""The part "Advertisements": one page view in slow motion, then everybody's numbers under two addressings."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from equipoise.chain.advertising import AdvertisingOutcome, advertise
from equipoise.numerics.rate import Rate
from equipoise.shared.results import AttackResult
from equipoise.studies.auctions import ADDRESSINGS, Opened, addressed, kept, opened
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING, plain
from equipoise.ui.charts.ranges import Line, ranges
from equipoise.ui.deliver import wording
from equipoise.ui.shared import compute, explain, levers, page_view
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred, in_100, interval
from equipoise.ui.shared.tables import group_name
from equipoise.ui.shared.words import say

_LEVERS = ("ads.addressing", "ads.page_address", "ads.place", "ads.honour_opt_out", "attack.trait")
_MORE = (
    "ads.cohort_size", "ads.recipients", "ads.retargeting", "ads.stop_after_purchase", "ads.cap", "ads.budget",
)  # fmt: skip
_READER, _OTHER, _TRADE = (f"deliver.ads.{name}" for name in ("reader", "other", "trade"))
_PLAIN = (
    "new_customers", "new_customers_seen", "extra_visits", "extra_visits_seen", "cost_of_one", "returned", "exposures",
    "broadcasts_web",
)  # fmt: skip
"""Numbers that are no shares."""
_SIDES = ("attack", "baseline", "control")
_SHARES = ("personal", "reached", "beyond_cap", "already_bought")


def show(play: Play) -> None:
    """Draw the levers beside one page view, and everybody's numbers below."""
    left, right = st.columns([10, 19], gap="medium")
    with left:
        _levers(play)
    with right:
        slot = st.empty()
        found = compute.answer(advertise, play.settings, slot=slot)
        st.markdown(_sentence(found, play))
        _slow_motion(play)
    _side_by_side(found, play)
    _trade(play)
    numbers: dict[str, Rate | None] = {name: getattr(found.ads, name) for name in (*_PLAIN, *_SHARES)}
    numbers |= {"reached_by_group": None, "broadcasts": found.ads.broadcasts}
    numbers |= {"linked": found.attacks["bid_stream"].details.get("linked")}
    explain.about(numbers, key="deliver.ads", label=say("about.numbers"))


def _levers(play: Play) -> None:
    inactive = play.shown.inactive()
    for name in _LEVERS:
        levers.lever(name, play.shown, inactive.get(name))
    with st.expander(say("deliver.more")):
        for name in _MORE:
            levers.lever(name, play.shown, inactive.get(name))


def _sentence(found: AdvertisingOutcome, play: Play) -> str:
    """Return in a few sentences what the ads bring, how often firms hear of a reader, and what one of them learns."""
    brought = say(
        "deliver.ads.brought",
        n=plain(found.ads.new_customers.value),
        range=interval(found.ads.new_customers, scale=1.0),
    )
    told = say("deliver.ads.told", n=plain(found.ads.broadcasts_web.value))
    return f"{brought} {told} {_learned(found.attacks['bid_stream'], play)}"


def _learned(result: AttackResult, play: Play) -> str:
    if not result.mounted:
        return texts()[f"attack_reason.{result.reason}"]
    beyond = "beyond" if result.risk.low > 0 else "chance"
    return say(
        f"deliver.ads.learned.{beyond}", right=hundred(result.attack.value), luck=hundred(result.control.value),
        trait=wording.trait(play.settings.attack.trait), linked=in_100(result.details["linked"]),
    )  # fmt: skip


def _slow_motion(play: Play) -> None:
    st.subheader(say("deliver.ads.slow"), anchor=False)
    views = compute.answer(opened, play.settings)
    if not views:
        st.info(say("deliver.ads.no_page"), icon=":material/visibility_off:")
        return
    place = st.segmented_control(
        say("deliver.ads.reader"), range(len(views)), format_func=lambda at: _first_name(views[at]), default=0,
        required=True, key=_READER, persist_state="session",
    )  # fmt: skip
    st.html(page_view.draw(views[min(int(place or 0), len(views) - 1)], play.settings.ads.recipients))


def _first_name(view: Opened) -> str:
    return view.name.split(" ")[0]


def _side_by_side(found: AdvertisingOutcome, play: Play) -> None:
    """Draw everybody's numbers as they are, and under another way to address readers."""
    st.subheader(say("deliver.ads.everybody"), anchor=False)
    now = play.settings.ads.addressing
    others = [name for name in ADDRESSINGS if name != now]
    usual = "context" if now != "context" else "cookie"
    chosen = st.selectbox(
        say("deliver.ads.beside"), others, index=others.index(usual), format_func=addressing_name, key=_OTHER
    )
    other = str(chosen if chosen in others else usual)
    beside = compute.answer(advertise, play.settings.replace(**{"ads.addressing": other}), slot=st.empty())
    left, right = st.columns(2, gap="medium")
    with left:
        table = _table(found, beside, addressing_name(now), addressing_name(other))
        st.table(table, hide_index=True, border="horizontal", alt=say("deliver.ads.everybody"))
    with right:
        legend = addressing_name(now), addressing_name(other)
        _attacks(found, beside, play.settings.attack.trait, legend)
        _reached(found, beside, legend)


def addressing_name(name: str) -> str:
    """Return what an addressing is called."""
    return texts()[f"lever.ads.addressing.choice.{name}"]


def _table(found: AdvertisingOutcome, beside: AdvertisingOutcome, now: str, other: str) -> pd.DataFrame:
    rows = []
    for name in (*_PLAIN, *_SHARES):
        cells = [_cell(getattr(each.ads, name), share=name in _SHARES) for each in (found, beside)]
        rows.append((say(f"deliver.ads.row.{name}"), *cells))
    return pd.DataFrame(rows, columns=[say("deliver.ads.number"), now, other])


def _cell(rate: Rate, *, share: bool) -> str:
    if not rate.known:
        return NOTHING
    if share:
        return f"{in_100(rate)} ({interval(rate)})"
    return f"{plain(rate.value)} ({interval(rate, scale=1.0)})"


def _attacks(found: AdvertisingOutcome, beside: AdvertisingOutcome, trait: str, legend: tuple[str, str]) -> None:
    """Draw what companies learn, as people named rightly."""
    for name in ("bid_stream", "retargeter"):
        pair = found.attacks[name], beside.attacks[name]
        st.markdown(f"**{texts()[f'attack.{name}.title']}.** {texts()[f'attack.{name}.plain']}")
        mounted = [each for each in pair if each.mounted]
        if not mounted:
            st.caption(texts()[f"attack_reason.{pair[0].reason}"])
            continue
        lines = tuple(_line(kind, tuple(getattr(each, kind) for each in mounted)) for kind in _SIDES)
        alt = "; ".join(f"{line.label}: {line.words}" for line in lines)
        shown = tuple(words for words, each in zip(legend, pair, strict=True) if each.mounted)
        st.caption(say("deliver.of_named", trait=wording.trait(trait)))
        high = _end(rate for line in lines for rate in line.rates)
        st.html(ranges(lines, alt=alt, in_100=say("number.in_100"), legend=shown, high=high))


def _reached(found: AdvertisingOutcome, beside: AdvertisingOutcome, legend: tuple[str, str]) -> None:
    """Draw which groups are shown an ad."""
    st.markdown(f"**{say('deliver.ads.groups')}**")
    names = list(found.ads.reached_by_group)
    lines = tuple(_group(name, tuple(each.ads.reached_by_group[name] for each in (found, beside))) for name in names)
    alt = "; ".join(f"{line.label}: {line.words}" for line in lines)
    st.html(ranges(lines, alt=alt, in_100=say("number.in_100"), legend=legend))


def _group(name: str, rates: tuple[Rate, ...]) -> Line:
    attribute, _, group = name.partition(": ")
    words = " / ".join(hundred(rate.value) for rate in rates)
    return Line(group_name(attribute, group).capitalize(), words, rates)


def _line(kind: str, rates: tuple[Rate, ...]) -> Line:
    words = " / ".join(hundred(rate.value) for rate in rates)
    return Line(say(f"deliver.ads.named.{kind}"), words, rates)


def _trade(play: Play) -> None:
    """Draw what every way to address readers brings and gives away, and what keeping for longer adds."""
    if not st.toggle(say("deliver.ads.trade"), key=_TRADE, persist_state="session"):
        return
    ways = compute.answer(addressed, play.settings, slot=st.empty())
    weeks = compute.answer(kept, play.settings, slot=st.empty())
    left, middle, right = st.columns(3, gap="medium")
    with left:
        rates = [(addressing_name(each.addressing), each.new_customers) for each in ways]
        _bars(say("deliver.ads.by.new_customers"), rates, share=False)
    with middle:
        _bars(say("deliver.ads.by.linked"), [(addressing_name(each.addressing), each.linked) for each in ways])
    with right:
        _bars(say("deliver.ads.by.weeks"), [(say("deliver.ads.weeks", n=each.weeks), each.linked) for each in weeks])


def _bars(title: str, rates: list[tuple[str, Rate]], *, share: bool = True) -> None:
    st.markdown(f"**{title}**")
    lines = tuple(Line(name, hundred(rate.value) if share else plain(rate.value), (rate,)) for name, rate in rates)
    alt = "; ".join(f"{line.label}: {line.words}" for line in lines)
    high = 1.0 if share else _end(rate for _, rate in rates)
    st.html(ranges(lines, alt=alt, in_100=say("number.in_100"), high=high))


def _end(rates: Iterable[Rate]) -> float:
    """Return where the scale of some numbers ends: at the highest end of an interval, or at 1 if all are zero."""
    return max((rate.high for rate in rates if rate.known), default=0.0) or 1.0
