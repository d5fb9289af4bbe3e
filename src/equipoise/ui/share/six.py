"""The part "Six companies": read a file, give points, decide, and see what the company does."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.partner_check.company import Company, companies
from equipoise.partner_check.consequence import shared_with
from equipoise.partner_check.link import curve
from equipoise.partner_check.question import STOPS, Question, questions
from equipoise.partner_check.score import DAYS_TO_MEND, Score, score
from equipoise.texts.catalogue import texts
from equipoise.ui.charts import style
from equipoise.ui.charts.lines import Curve, lines
from equipoise.ui.share import wording
from equipoise.ui.shared import compute
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import on_accent, say

_POINTS = (0, 1, 2)
_DECISIONS = ("rows", "room", "no")
_SEEN = "partners.seen"
_LINKS = tuple(place / 20 for place in range(21))


def show(play: Play) -> None:
    """Draw one company's file beside its score, and below how much such a check may be worth."""
    known = companies()
    chosen = st.pills(
        say("partners.six.choose"), list(known), format_func=lambda id_: known[id_].name, default=next(iter(known)),
        required=True, key="partners.company", persist_state="session", label_visibility="collapsed",
    )  # fmt: skip
    company = known[str(chosen)]
    left, right = st.columns([19, 10], gap="medium")
    with left:
        _file(company)
        points = _questions(company)
    with right:
        _scored(company, points)
        _decided(company, play.settings)
    _all_seen()
    _worth()


def _file(company: Company) -> None:
    st.subheader(company.name, anchor=False)
    st.markdown(company.business)
    for part in ("contract", "certificates", "news"):
        st.markdown(f"**{say(f'partners.six.{part}')}** {getattr(company, part)}")


def _questions(company: Company) -> dict[str, int]:
    """Draw all questions, the heaviest first, and return the points that were given."""
    given: dict[str, int] = {}
    by_weight: dict[int, list[Question]] = {}
    for question in questions().values():
        by_weight.setdefault(question.weight, []).append(question)
    for weight, some in sorted(by_weight.items(), reverse=True):
        with st.expander(say("partners.six.weight", weight=weight, n=len(some)), expanded=weight == STOPS):
            for question in some:
                points = _one(company, question)
                if points is not None:
                    given[question.id] = points
    return given


def _one(company: Company, question: Question) -> int | None:
    st.markdown(f"**{question.ask}**  \n“{company.answers[question.id].said}”")
    st.caption(say("partners.six.help", good=question.good, red_flag=question.red_flag))
    points = st.segmented_control(
        question.area,
        _POINTS,
        format_func=lambda points: say(f"partners.six.points.{points}"),
        key=_key(company, question.id),
        persist_state="session",
        label_visibility="collapsed",
    )
    return None if points is None else int(points)


def _key(company: Company, question: str) -> str:
    return f"partners.points.{company.id}.{question}"


def _scored(company: Company, points: dict[str, int]) -> None:
    open_ = len(questions()) - len(points)
    if open_:
        st.markdown(say("partners.six.open", n=open_))
        st.button(say("partners.six.fill"), key="partners.fill", on_click=_fill, args=(company,))
        return
    found = score(points)
    st.metric(say("partners.six.score"), f"{found.score:.0f}")
    st.markdown(_verdict(found))
    proposed = score(company.points)
    st.caption(say("partners.six.proposed", score=f"{proposed.score:.0f}"))


def _fill(company: Company) -> None:
    """Give the proposed points to whatever has none."""
    for question, points in company.points.items():
        if st.session_state.get(_key(company, question)) is None:
            st.session_state[_key(company, question)] = points


def _verdict(found: Score) -> str:
    if found.flags:
        return say("partners.six.flagged", areas=_areas(found.flags))
    return say(f"partners.six.{found.verdict}", days=DAYS_TO_MEND, areas=_areas(found.to_mend[:3]))


def _areas(names: tuple[str, ...]) -> str:
    return ", ".join(questions()[name].area for name in names)


def _decided(company: Company, settings: Settings) -> None:
    """Let one decide what to share, and show what the company does with it."""
    decision = st.segmented_control(
        say("partners.six.decide"), _DECISIONS, format_func=lambda name: say(f"partners.six.decision.{name}"),
        key=f"partners.decision.{company.id}", persist_state="session", wrap=True,
    )  # fmt: skip
    if decision is None:
        return
    seen: dict[str, str] = st.session_state.setdefault(_SEEN, {})
    if company.id not in seen:
        st.button(
            on_accent(say("partners.six.look")), key="partners.look", type="primary", icon=":material/visibility:",
            on_click=_look, args=(company.id, decision),
        )  # fmt: skip
        return
    st.session_state[_SEEN] = seen | {company.id: decision}
    _shown(company, settings, decision)


def _look(company: str, decision: str) -> None:
    st.session_state[_SEEN] = {**st.session_state.get(_SEEN, {}), company: decision}


def _shown(company: Company, settings: Settings, decision: str) -> None:
    if decision == "no":
        st.info(say("partners.six.nothing"), icon=":material/block:")
        return
    join = "clean_room" if decision == "room" else "hashed"
    found = compute.answer(shared_with, settings.replace(**{"partners.join": join}), company.id, slot=st.empty())
    st.markdown(f"**{say('partners.six.does')}** {company.does if decision == 'rows' else say('partners.six.cannot')}")
    for sentence in wording.used(found):
        st.markdown(f":material/output: {sentence}")
    for name in ("partner", "buyer", "differencing"):
        if found.attacks[name].mounted:
            st.markdown(wording.told(found.attacks[name]))


def _all_seen() -> None:
    """List the companies that were looked at: paper beside conduct."""
    seen: dict[str, str] = st.session_state.get(_SEEN, {})
    if not seen:
        return
    rows = [
        (company.name, f"{score(company.points).score:.0f}", say(f"partners.six.short.{score(company.points).verdict}"),
         texts()[f"lever.partners.conduct.choice.{company.conduct}"], say(f"partners.six.decision.{seen[id_]}"))
        for id_, company in companies().items() if id_ in seen
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=[say(f"partners.six.column.{name}") for name in _COLUMNS])
    st.table(frame, hide_index=True, border="horizontal", alt=say("partners.six.compared"))


_COLUMNS = ("company", "paper", "verdict", "conduct", "decision")


def _worth() -> None:
    """Draw how many companies with a go misuse data, for every link between paper and conduct."""
    st.subheader(say("partners.link.title"), anchor=False)
    st.markdown(say("partners.link.about"))
    rates = curve(_LINKS)
    shown = Curve(
        say("partners.link.name"),
        tuple(100 * rate.value for rate in rates),
        low=tuple(100 * rate.low for rate in rates),
        high=tuple(100 * rate.high for rate in rates),
    )
    figure = lines(
        (shown,), _LINKS, None, x=say("partners.link.x"), y=say("partners.link.y"), in_100=say("number.in_100")
    )
    ends = {"none": f"{100 * rates[0].value:.0f}", "half": f"{100 * rates[len(rates) // 2].value:.0f}"}
    st.plotly_chart(figure, key="partners.link", alt=say("partners.link.alt", **ends), config=style.CONFIG)
    st.caption(f"{say('partners.link.alt', **ends)} {say('partners.link.assumed')}")
