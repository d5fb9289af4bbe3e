"""Games over a socket: phones, the store and the pages together."""

import re
import time

import pytest
from sqlalchemy import URL

from equipoise.audit.checks.registry import CHECKS
from equipoise.rooms.activities import audit_game, safeguard
from equipoise.rooms.activities.attacker import kind as attacker
from equipoise.rooms.activities.guess_who import kind as guess_who
from equipoise.rooms.activities.policy import kind as policy
from equipoise.rooms.agenda import Agenda
from equipoise.rooms.service import Rooms
from equipoise.rooms.storage.database import SQLITE, Database
from equipoise.runtime.compute.inline import Inline
from rooms.activities import test_audit_game, test_safeguard
from rooms.activities.games import ATTACKER, AUDIT_GAME, GUESS_WHO, POLICY, item
from rooms.activities.test_attacker import small
from rooms.activities.test_guess_who import tiny
from rooms.activities.test_policy import reached
from server.room.client import Device, serving


def a_board(settings):
    return tiny()


def a_chase(settings, number, clues):
    return small()


def a_batch(batch):
    return tuple(reached(20 + number, 0.1 * number) for number in range(len(batch)))


def an_audit(case, settings):
    return test_audit_game.small()


def what_is_saved(settings, name):
    return test_safeguard.saved(test_safeguard.SOME)


@pytest.fixture(scope="module")
def rooms(tmp_path_factory):
    """A store; what the engine says was made by hand."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("equipoise.runtime.compute._service", Inline())
        patch.setattr(guess_who, "board", a_board)
        patch.setattr(attacker, "chase", a_chase)
        patch.setattr(policy, "evaluate", a_batch)
        patch.setattr(audit_game, "told", an_audit)
        patch.setattr(safeguard, "saved", what_is_saved)
        file = tmp_path_factory.mktemp("games") / "rooms.sqlite"
        kept = Rooms(Database(URL.create(SQLITE, database=str(file))), b"k" * 32)
        yield kept
        kept.close()


@pytest.fixture(scope="module")
def port(rooms):
    with serving(rooms) as port:
        yield port


def opened(rooms, kind, spec, **chosen):
    """Open a room with one activity, computed and begun."""
    agenda = Agenda(id="game", order=1, title="A game", lead="For a test.", items=(item(kind, spec),))
    room = rooms.open(agenda, **chosen)
    rooms.compute(room.id)
    rooms.steer(room.id, "next", version=0)
    return room


def joined(port, room, team=""):
    phone = Device(port)
    assert phone.post(f"/room/{room.code}/join", {"team": team}).status == 200
    return phone


def shown(phone, room):
    return phone.get(f"/room/{room.code}", script=False).text


def send(phone, room, **fields):
    page = shown(phone, room)
    action = re.search(r'action="([^"]*/answer[^"]*)"', page)
    assert action, "there is no form"
    turn = re.search(r'name="turn" value="(\d+)"', page)
    return phone.post(action[1].replace("&amp;", "&"), fields | ({"turn": turn[1]} if turn else {}))


def soon(phone, room, words):
    """Whether the page shows these words within the time in which a phone learns of the other side's move."""
    end = time.monotonic() + 5
    while words not in shown(phone, room) and time.monotonic() < end:
        time.sleep(0.05)
    return words in shown(phone, room)


def test_two_phones_take_turns_and_a_reload_keeps_the_place(rooms, port):
    room = opened(rooms, "guess_who", GUESS_WHO)
    anna = joined(port, room)
    assert "nobody to play against" in shown(anna, room)
    ben = joined(port, room)
    assert soon(anna, room, "Your turn") and "/answer" not in shown(ben, room)
    assert send(anna, room, move="ask:sex").status == 200
    assert soon(ben, room, "Your turn") and "2</b> of 4" in shown(anna, room)
    again = Device(port)
    again.cookies = dict(ben.cookies)
    assert send(again, room, move="ask:district").status == 200
    assert soon(anna, room, "Your turn")
    assert send(anna, room, move="ask:purchases").status == 200
    assert "You have found them" in shown(anna, room) and soon(ben, room, "was faster")


def test_a_phone_hears_of_the_other_sides_move_and_of_no_other_game(rooms, port):
    room = opened(rooms, "guess_who", GUESS_WHO)
    anna, ben, cleo, dan = (joined(port, room) for _ in range(4))
    assert soon(anna, room, "Your turn") and soon(cleo, room, "Your turn")
    before = anna.get(f"/room/{room.code}/state?after=", script=True).told
    assert send(cleo, room, move="ask:sex").status == 200 and soon(dan, room, "Your turn")
    after = anna.get(f"/room/{room.code}/state?after=", script=True).told
    assert (after["tag"], after["key"]) == (before["tag"], before["key"])
    assert send(anna, room, move="ask:sex").status == 200 and soon(ben, room, "Your turn")
    assert anna.get(f"/room/{room.code}/state?after=", script=True).told["key"] != before["key"]


def test_one_guesses_among_those_who_stand_and_may_guess_anew_after_each_clue(rooms, port):
    room = opened(rooms, "attacker", ATTACKER | {"clues": 3})
    phone = joined(port, room)
    assert re.findall(r'name="person" value="(\d)"', shown(phone, room)) == ["2", "3", "4"]
    assert send(phone, room, person="4").status == 200 and soon(phone, room, "You said number 4")
    assert send(phone, room, person="9").status == 409
    rooms.steer(room.id, "next", version=rooms.state(room.id).version)
    assert soon(phone, room, "2 people still stand") and "You said" not in shown(phone, room)
    for _ in range(2):
        rooms.steer(room.id, "next", version=rooms.state(room.id).version)
    assert soon(phone, room, "You did not find them")  # by the guess of the first round


def test_forty_teams_see_their_decisions_within_two_seconds_after_closing(rooms, port):
    teams = [f"Team {number}" for number in range(1, 41)]
    room = opened(rooms, "policy", POLICY, teams=teams)
    phone = joined(port, room, teams[0])
    assert send(phone, room, **{"decision.0": "0", "decision.1": "1"}).status == 200
    for number, team in enumerate(teams[1:]):
        somebody, _ = rooms.join(room.id, team=team)
        rooms.answer(room.id, "game.policy", somebody, {"decision.0": "0", "decision.1": str(number % 3)})
    state = rooms.steer(room.id, "close", version=rooms.state(room.id).version)
    rooms.steer(room.id, "reveal", version=state.version)
    begun = time.monotonic()
    assert soon(phone, room, "Your team is number")
    drawn = phone.get(f"/room/{room.code}/picture").text
    assert time.monotonic() - begun < 2
    assert all(f"{team}<" in drawn for team in teams)


def test_a_phone_spends_checks_and_names_one_and_who_comes_late_begins_anew(rooms, port):
    room = opened(rooms, "audit_game", AUDIT_GAME)
    phone = joined(port, room)
    assert shown(phone, room).count('name="check"') == len(CHECKS) and "<select" not in shown(phone, room)
    assert send(phone, room, check="signals", named="").status == 200
    assert "No browser sends a No." in shown(phone, room) and "4 checks left" in shown(phone, room)
    assert send(phone, room, check="opt_outs", named="").status == 200
    late = joined(port, room)
    assert "5 checks left" in shown(late, room) and "No browser sends" not in shown(late, room)
    assert send(late, room, named="keys").status == 409
    assert send(phone, room, named="opt_outs").status == 200
    assert "You named" in shown(phone, room) and "/answer" not in shown(phone, room)
    while rooms.state(room.id).phases.get("game.audit_game") != "revealed":
        rooms.steer(room.id, "next", version=rooms.state(room.id).version)
    assert soon(phone, room, "You needed 2 checks") and soon(late, room, "You named nothing")
    picture = phone.get(f"/room/{room.code}/picture").text
    assert "Fewer than 5" in picture


def test_two_of_a_team_spend_from_the_same_five(rooms, port):
    room = opened(rooms, "audit_game", AUDIT_GAME, teams=["Red", "Blue"])
    one, other = joined(port, room, "Red"), joined(port, room, "Red")
    assert send(one, room, check="keys", named="").status == 200
    assert soon(other, room, "4 checks left") and send(other, room, check="proof", named="").status == 200
    assert soon(one, room, "3 checks left") and "Each Yes is in the log." in shown(one, room)


def test_two_hundred_phones_spend_their_checks(rooms, port):
    room = opened(rooms, "audit_game", AUDIT_GAME)
    phone = joined(port, room)
    names = list(test_audit_game.CHECKS)
    for number in range(199):
        somebody, _ = rooms.join(room.id)
        rooms.answer(room.id, "game.audit_game", somebody, {"check": names[number % len(names)]})
        rooms.answer(room.id, "game.audit_game", somebody, {"named": names[number % len(names)]})
    while rooms.state(room.id).phases.get("game.audit_game") != "revealed":
        rooms.steer(room.id, "next", version=rooms.state(room.id).version)
    begun = time.monotonic()
    assert soon(phone, room, "You named nothing")
    drawn = phone.get(f"/room/{room.code}/picture").text
    assert time.monotonic() - begun < 2
    right = len(range(0, 199, len(names)))  # they named the checks in turn, the right one first
    assert f"{right} of 199 named it" in drawn
