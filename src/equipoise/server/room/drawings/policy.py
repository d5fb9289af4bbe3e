"""Choose a policy: decisions with costs on the phone; every team on the map of all that was possible."""

from __future__ import annotations

from collections.abc import Sequence

from equipoise.rooms.activities.policy.kind import Policies, Team
from equipoise.rooms.activities.policy.plan import Decision, Plan
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.server.room.drawings.parts import say, too_few
from equipoise.server.room.drawings.policy_map import drawn, fairness
from equipoise.server.room.markup import Markup, joined, tag
from equipoise.ui.shared.numbers import hundred

_ONE_COLUMN, _MOST = 8, 20
"""Up to so many teams stand in one column on the projector, with large letters, and in two; phones list all of them."""
_SIGNS = {"alike": "●", "unequal": "■", "unsure": "◆"}
"""The marks of the map, in words' size."""


class Policy:
    """How teams decide, and what their decisions come to."""

    def form(self, step: Step, mine: Answer | None, me: Participant, round: int) -> str:
        """Return one group of options a decision; what is spent is counted while one chooses."""
        plan = Plan.read(step.spec)
        chosen = mine.value["choice"] if mine else [-1] * len(plan.decisions)
        groups = (_decision(place, one, chosen[place]) for place, one in enumerate(plan.decisions))
        spent = tag("p", say("policy.spent", budget=plan.budget), class_="spent")
        return tag("div", *groups, spent, class_="policy-form")

    def asked(self, step: Step, computed: object, round: int) -> str:
        """Return the decisions with what they cost; until all is computed, that it is not."""
        plan = Plan.read(step.spec)
        columns = (
            tag("div", tag("h2", one.title), tag("ul", *(_priced(one, place) for place in range(len(one.options)))))
            for one in plan.decisions
        )
        waits = tag("span", say("policy.waits", n=len(plan.choices())), class_="waits")
        told = say("policy.budget", budget=plan.budget), " ", waits if computed is None else None
        return joined(tag("p", *told, class_="budget"), tag("div", *columns, class_="policy-menu"))

    def picture(self, step: Step, result: Policies, *, large: bool = True) -> str:
        """Return the map beside the list of teams, which says everything that the map does."""
        if not result.ready:
            return tag("p", say("policy.not_ready"), class_="few")
        if result.few:
            return too_few(result.decided)
        listed = _listed(result, large=large) if any(team.name for team in result.teams) else _nameless(result)
        return tag("div", drawn(result), listed, class_=f"policy{' large' if large else ''}")

    def own(self, step: Step, result: Policies, mine: Answer | None) -> str:
        """Return what one's own team came to, and whether the next team is told apart from it."""
        if not result.ready:
            return tag("p", say("policy.not_ready"))
        team = next((one for one in result.teams if mine and one.name == mine.by), None)
        if team is None:
            return ""
        reached = result.grid[team.place]
        words = {
            "rank": team.rank,
            "of": len(result.teams),
            "right": hundred(reached.right_offer.value),
            "found": hundred(reached.identified.value),
            "fair": say(f"policy.fair.{fairness(reached.four_fifths)}"),
        }
        best = "best" if team.place in result.best else "not_best"
        return joined(
            tag("p", say("policy.own", **words)),
            tag("p", _gap(result, team), " ", say(f"policy.{best}")),
        )


def _decision(place: int, decision: Decision, chosen: int) -> Markup:
    options = (
        tag(
            "label",
            tag(
                "input",
                type="radio",
                name=f"decision.{place}",
                value=number,
                required=True,
                checked=number == chosen,
                style=f"--cost:{option.cost}",
            ),
            tag("span", option.text),
            tag("b", _cost(option.cost), class_="cost"),
            class_="choice",
        )
        for number, option in enumerate(decision.options)
    )
    return tag("fieldset", tag("legend", decision.title), *options)


def _cost(points: int) -> str:
    return say("policy.cost_one" if points == 1 else "policy.cost", points=points)


def _priced(decision: Decision, place: int) -> Markup:
    option = decision.options[place]
    points = tag("b", str(option.cost), aria_label=_cost(option.cost))
    return tag("li", points, tag("span", option.text))


def _gap(result: Policies, team: Team) -> str:
    """Return whether a team is told apart from the next one in the ranking; the last one, from the one before."""
    place = result.teams.index(team)
    if len(result.teams) == 1:
        return ""
    above = place == len(result.teams) - 1
    upper, lower = result.teams[place - above], result.teams[place - above + 1]
    key = "same" if upper.place == lower.place else "told" if upper.told else "chance"
    return say(f"policy.gap.{'above' if above else 'below'}.{key}")


def _listed(result: Policies, *, large: bool) -> Markup:
    """Return the teams as a table: rank, name, numbers, fairness in a word, and whether the next one is told apart."""
    teams = result.teams[:_MOST] if large else result.teams
    dense = large and len(teams) > _ONE_COLUMN
    half = -(-len(teams) // 2) if dense else len(teams)
    tables = (_table(result, teams[start : start + half]) for start in range(0, len(teams), half))
    signs = (f"{sign} {say(f'policy.fair.{kind}')}" for kind, sign in _SIGNS.items())
    more = len(result.teams) - len(teams)
    told = (
        *((say("policy.more", n=more),) if more else ()),
        say("policy.key"),
        *(signs if dense or not large else ()),
    )
    key = tag("p", " ".join(told), class_="hint")
    return tag("div", tag("div", *tables, class_="teams dense" if dense else "teams"), key, class_="listed")


def _table(result: Policies, teams: Sequence[Team]) -> Markup:
    columns = ("rank", "team", "right", "found", "fair")
    head = tag("tr", *(tag("th", say(f"policy.column.{name}"), scope="col") for name in columns))
    return tag("table", tag("thead", head), tag("tbody", *(_row(result, team) for team in teams)))


def _row(result: Policies, team: Team) -> Markup:
    reached = result.grid[team.place]
    kind = fairness(reached.four_fifths)
    word = say(f"policy.fair.{kind}")
    fair = tag("td", tag("i", _SIGNS[kind], aria_hidden="true"), tag("span", word), class_=f"fair {kind}")
    star = tag("sup", "★", title=say("policy.efficient")) if team.place in result.best else None
    same = team.ahead is not None and not team.told
    unsure = tag("span", say("policy.unsure_row"), class_="unseen") if same else None
    return tag(
        "tr",
        tag("td", str(team.rank)),
        tag("th", team.name, star, unsure, scope="row"),
        tag("td", hundred(reached.right_offer.value)),
        tag("td", hundred(reached.identified.value)),
        fair,
        class_="chance" if same else None,
    )


def _nameless(result: Policies) -> Markup:
    if not result.teams:
        return too_few(0)
    return tag("div", tag("p", say("policy.nameless", n=len(result.teams))), class_="listed")
