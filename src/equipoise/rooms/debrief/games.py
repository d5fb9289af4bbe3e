"""What the games of a room came to, in words."""

from __future__ import annotations

from equipoise.audit.game import CASES, right
from equipoise.audit.telling import title, told
from equipoise.by_design.breach import Saved
from equipoise.numerics.rate import Rate
from equipoise.rooms.activities.attacker.kind import Chased
from equipoise.rooms.activities.audit_game import Audited
from equipoise.rooms.activities.kind import FEWEST
from equipoise.rooms.activities.policy.kind import Policies, Team
from equipoise.rooms.activities.policy.plan import Plan
from equipoise.rooms.activities.safeguard import Bought, fall
from equipoise.rooms.debrief.debrief import Asked
from equipoise.rooms.debrief.section import Section, section
from equipoise.rooms.words import say
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING, plain, with_minus

_POLICY = ("team", "decided", "right_offer", "identified", "treated_alike", "margin")


def policy(asked: Asked) -> Section:
    """Return every team's decision with what it comes to. What people decided who are in no team is not shown."""
    found: Policies = asked.result
    plan = Plan.read(asked.step.spec)
    teams = [team for team in found.teams if team.name]
    alone = found.decided - len(teams)
    lines = []
    if teams or found.ready:
        lines.append(_say("teams", count=len(teams)))
    if not found.ready:
        lines.append(_say("not_ready"))
    elif alone:
        lines.append(_say("alone", count=alone))
    if any(team.told for team in teams):
        lines.append(_say("told"))
    elif len(teams) > 1:
        lines.append(_say("not_told"))
    rows = [_team(found, plan, team) for team in teams]
    return section(asked.step, lines=tuple(lines), head=_POLICY if rows else (), rows=rows)


def attacker(asked: Asked) -> Section:
    """Return how many had found the person after each clue, beside what luck alone would find."""
    found: Chased = asked.result
    if found.chase is None or not found.rounds:
        few = _say("attacker.few", fewest=FEWEST) if found.chase else _say("not_ready")
        return section(asked.step, lines=(few,))
    rows = [
        (
            _say("attacker.clue", number=place + 1),
            str(found.chase.bare.left[place + 1]),
            _say("attacker.found", found=one.found, guessed=one.guessed),
            f"{one.luck:.1f}",
        )
        for place, one in enumerate(found.rounds)
    ]
    return section(asked.step, head=("clue", "left", "found", "luck"), rows=rows)


def audit_game(asked: Asked) -> Section:
    """Return what broke, how many named it, and how often each check was spent and named; and how far teams got."""
    found: Audited = asked.result
    if not found.checks or found.few or not found.played:
        return section(
            asked.step, lines=(_say("audit_game.few", fewest=FEWEST) if found.checks else _say("not_ready"),)
        )
    broke = texts()[f"lever.incident.kind.choice.{CASES[found.case].incident}"]
    lines = [_say("audit_game.broke", broke=broke), _say("audit_game.solved", n=found.solved, of=found.played)]
    if found.took is not None:
        lines.append(_say("audit_game.took", took=f"{found.took:g}"))
    lines += [_team_audit(found, name) for name in found.teams]
    rows = [
        (title(check.name), str(found.chosen[check.name]), str(found.named[check.name]), told(check))
        for check in found.checks
    ]
    return section(asked.step, lines=lines, head=("check", "spent", "named", "says"), rows=rows)


def _team_audit(found: Audited, name: str) -> str:
    done = found.teams[name]
    key = "right" if done.named == right(found.case) else "wrong" if done.named else "none"
    return _say(f"audit_game.team.{key}", team=name, n=len(done.spent), title=title(done.named) if done.named else "")


def safeguard(asked: Asked) -> Section:
    """Return how often each safeguard was chosen beside what it would have saved and cost."""
    found: Bought = asked.result
    lines = [_say("safeguard.few", fewest=FEWEST)] if found.counts is None else []
    lines += [] if found.saved else [_say("not_ready")]
    rows = [
        (
            option,
            "" if found.counts is None else _say("safeguard.votes", count=found.counts[place], n=found.n),
            *(_saved(found.saved[place]) if found.saved else ("", "")),
        )
        for place, option in enumerate(found.options)
    ]
    return section(asked.step, lines=lines, head=("safeguard", "votes", "fewer", "fewer_right"), rows=rows)


def _saved(saved: Saved) -> tuple[str, str]:
    """Return how many fewer of 100 are found, and how many fewer get their best offer."""
    return _in_100(fall(saved.change)), _in_100(fall(saved.right_offer))


def _team(found: Policies, plan: Plan, team: Team) -> tuple[str, ...]:
    reached = found.grid[team.place]
    chosen = [
        f"{decision.title} {decision.options[option].text}"
        for decision, option in zip(plan.decisions, team.choice, strict=True)
    ]
    headlines = (reached.right_offer, reached.identified, reached.treated_alike)
    return (team.name, "; ".join(chosen), *map(_in_100, headlines), _euros(reached.margin_per_1000))


def _in_100(rate: Rate) -> str:
    """Return a share with its likely range, all of 100."""
    if not rate.known:
        return NOTHING
    value, low, high = (with_minus(f"{round(100 * one)}") for one in (rate.value, rate.low, rate.high))
    return value if rate.low == rate.high else _say("range", value=value, low=low, high=high)


def _euros(rate: Rate) -> str:
    return plain(rate.value) if rate.known else NOTHING


def _say(key: str, **values: object) -> str:
    return say(f"debrief.game.{key}", **values)
