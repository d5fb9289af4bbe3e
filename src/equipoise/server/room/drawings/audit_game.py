"""The auditor's game: a phone spends checks and names what broke; the projector shows what all checks say."""

from __future__ import annotations

from typing import Any

from equipoise.audit.checks.registry import CHECKS
from equipoise.audit.game import CASES, CHECKS_TO_SPEND, right
from equipoise.audit.run import Checked, Verdict
from equipoise.audit.telling import chance, missed, sure, title, told
from equipoise.rooms.activities.audit_game import Audited, Played
from equipoise.rooms.answering import speaker
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.server.room.drawings.parts import beside, say, too_few
from equipoise.server.room.markup import Markup, joined, tag
from equipoise.texts.catalogue import texts

SIGNS: dict[Verdict, str] = {"found": "■", "unchecked": "?", "nothing": "○"}
_TEAMS = 6
"""How many teams the projector lists."""


class AuditGame:
    """How checks are spent, and what came out."""

    def form(self, step: Step, mine: Answer | None, me: Participant, round: int) -> str:
        """Return nothing: the form follows from what is spent (see `play`)."""
        return ""

    def board(self, step: Step, result: Audited, me: Participant, mine: Answer | None, round: int) -> str:
        """Return how many checks are left, and what those say that are spent, the latest first."""
        if not result.checks:
            return tag("p", say("game.waits"), class_="hint")
        done = result.of(speaker(step, me))
        if done.named:
            state = say("audit_game.named", title=title(done.named))
        else:
            key = {0: "none_left", 1: "left_one"}.get(done.left, "left")
            state = say(f"audit_game.{key}", n=done.left)
        spent = (_card(result[name]) for name in reversed(done.spent))
        return joined(tag("p", state, class_="strong"), tag("ol", *spent, class_="checks") if done.spent else None)

    def play(self, step: Step, result: Audited, me: Participant, mine: Answer | None, round: int) -> str:
        """Return the checks that can be spent, and what can be named once one is; nothing after that."""
        done = result.of(speaker(step, me))
        if not result.checks or done.named:
            return ""
        return joined(_spend(done) if done.left else None, _name(result, done) if done.spent else None)

    def mark(self, step: Step, result: Audited, me: Participant, round: int) -> str:
        """Return how far one is oneself, or one's team: what others do changes nothing."""
        done = result.of(speaker(step, me))
        return f"{len(done.spent)}.{done.named}" if result.checks else ""

    def asked(self, step: Step, computed: Any, round: int) -> str:
        """Return the rules and the names of all checks."""
        if computed is None:
            return tag("p", say("game.waits"), class_="few")
        names = (tag("li", title(name)) for name in CHECKS)
        rules = tag("p", say("audit_game.rules", most=CHECKS_TO_SPEND), class_="rules")
        return joined(rules, tag("ul", *names, class_="check-names"))

    def picture(self, step: Step, result: Audited, *, large: bool = True) -> str:
        """Return what broke, how many have found it, and what each check says beside how often it was spent."""
        if not result.checks:
            return tag("p", say("game.waits"), class_="few")
        rows = (_row(result, check, large=large) for check in result.checks)
        listed = tag("ol", *rows, class_="said large" if large else "said")
        key = tag("p", say("audit_game.key"), class_="hint") if large else None
        return joined(_headline(result, large=large), listed, key)

    def own(self, step: Step, result: Audited, mine: Answer | None) -> str:
        """Return whether one has named it; if not, what one's check looks at, and what the right one saw."""
        if not result.checks:
            return tag("p", say("game.waits"))
        done = Played() if mine is None else result.of(mine.by)
        finds, broke = right(result.case), _broke(result.case)
        if not done.named:
            return tag("p", say("audit_game.own_none", broke=broke, title=title(finds)))
        if done.named == finds:
            return tag("p", say("audit_game.own_right", broke=broke, n=len(done.spent)))
        lines = (say("audit_game.own_wrong", broke=broke), *missed(result[done.named], result[finds]))
        return joined(*(tag("p", line) for line in lines))


def _spend(done: Played) -> Markup:
    choices = (
        tag("label", tag("input", type="radio", name="check", value=name), tag("span", title(name)), class_="choice")
        for name in CHECKS
        if name not in done.spent
    )
    return tag("fieldset", tag("legend", say("audit_game.spend")), *choices, class_="to-spend")


def _name(result: Audited, done: Played) -> Markup:
    """Return the checks to name one of: first what has found something, then what is not spent, then the rest."""
    listed = sorted(CHECKS, key=lambda name: _order(result, done, name))
    options = (tag("option", title(name), value=name, data_likely=not _order(result, done, name)) for name in listed)
    first = tag("option", say("audit_game.not_yet" if done.left else "audit_game.choose"), value="")
    box = tag("select", first, *options, name="named", required=not done.left)
    return tag("label", tag("span", say("audit_game.name")), box, class_="field")


def _order(result: Audited, done: Played, name: str) -> int:
    return 1 if name not in done.spent else 0 if result[name].verdict == "found" else 2


def _broke(case: str) -> str:
    return texts()[f"lever.incident.kind.choice.{CASES[case].incident}"]


def _verdict(check: Checked) -> Markup:
    """Return a verdict as a sign and a word."""
    words = texts()[f"audit.verdict.{check.verdict}"]
    return tag("em", tag("i", SIGNS[check.verdict], aria_hidden="true"), f" {words}", class_=check.verdict)


def _card(check: Checked) -> Markup:
    """Return a check that one has spent: its verdict, what it says, and how sure that is."""
    said = joined(tag("b", title(check.name)), " ", _verdict(check))
    return tag("li", tag("p", said), tag("p", told(check)), tag("p", sure(check), class_="hint"))


def _headline(result: Audited, *, large: bool) -> Markup:
    """Return what broke, which check shows it, and how many have named it; beside it how far each team got."""
    finds = result[right(result.case)]
    told_by = say("audit_game.shown", title=title(finds.name), told=told(finds))
    lines = joined(
        tag("p", say("audit_game.broke", broke=_broke(result.case)), class_="was"),
        tag("p", told_by, class_="seen-by"),
        too_few(result.played) if result.few or not result.played else tag("p", _came(result), class_="came"),
    )
    return beside(lines, _teams(result), large=large, shares=(26, 14)) if result.teams else lines


def _came(result: Audited) -> str:
    if result.took is None:
        return say("audit_game.nobody", n=result.played)
    return say("audit_game.solved", n=result.solved, of=result.played, took=f"{result.took:g}")


def _row(result: Audited, check: Checked, *, large: bool) -> Markup:
    """Return a check: its verdict, its numbers, and how often it was spent and named."""
    sign = tag("i", SIGNS[check.verdict], aria_hidden="true", class_=check.verdict) if large else None
    words = texts()[f"audit.verdict.{check.verdict}"]
    verdict = tag("span", words, class_="unseen") if large else _verdict(check)
    count = {"spent": result.chosen.get(check.name, 0), "named": result.named.get(check.name, 0)}
    pieces = [_numbers(check, large=large), "" if result.few else say("audit_game.count", **count)]
    name = tag("span", tag("b", title(check.name)), " ", verdict)
    finds = "right" if check.name == right(result.case) else None
    return tag("li", sign, name, tag("small", " · ".join(filter(None, pieces))), class_=finds)


def _numbers(check: Checked, *, large: bool) -> str:
    """Return what a check has counted, or how often chance alone gives as much; on a phone also why nothing was."""
    if check.verdict == "unchecked":
        return "" if large else told(check)
    if check.p is not None:
        return say("audit_game.chance", p=chance(check.p))
    return say("audit_game.counted", wrong=f"{check.seen.wrong:,}", of=f"{check.seen.of:,}")


def _teams(result: Audited) -> Markup:
    """Return how far each team got; what a team does is the team's."""
    finds = right(result.case)
    lines = (tag("li", _team(name, done, finds)) for name, done in list(result.teams.items())[:_TEAMS])
    return joined(tag("p", say("audit_game.team.title"), class_="hint"), tag("ul", *lines, class_="beat tried"))


def _team(name: str, done: Played, finds: str) -> str:
    key = "right" if done.named == finds else "wrong" if done.named else "none"
    return say(f"audit_game.team.{key}", team=name, n=len(done.spent))
