from equipoise.ui.shared import compute, story
from equipoise.ui.shared.moves import Play, answer, turn
from equipoise.ui.shared.share import unmarked
from ui_fakes import outcome


def pretend(monkeypatch, before, after):
    found = {Play().settings: outcome(identified=before)}
    monkeypatch.setattr(compute, "outcome", lambda settings: found.get(settings) or outcome(identified=after))
    change = type("Change", (), {"identified": story_rate(after - before)})
    monkeypatch.setattr(compute, "changes", lambda pin, now: change)
    monkeypatch.setattr(compute, "explanation", lambda before, after: "Because.")


def story_rate(value):
    from ui_fakes import rate

    return rate(value)


def test_a_wrong_guess_is_told_beside_the_result(monkeypatch):
    pretend(monkeypatch, 0.23, 0.71)
    told = story.told(answer(turn(Play(), "anonymisation", "none"), "down"))
    assert "goes down" in told
    assert "went up" in told
    assert "23 in 100 → 71 in 100" in told
    assert told.endswith("Because.")


def test_a_right_guess_is_praised(monkeypatch):
    pretend(monkeypatch, 0.23, 0.71)
    assert "Good guess" in story.told(answer(turn(Play(), "anonymisation", "none"), "up"))


def test_before_the_first_move_the_page_says_what_to_do():
    assert "Turn a toggle" in story.told(Play())


def test_markdown_becomes_plain_text():
    assert unmarked(":blue-badge[:material/check: Good guess] **A** *b*  \nc") == "Good guess A b c"


def test_a_shared_link_is_compared_with_its_pin(monkeypatch):
    pretend(monkeypatch, 0.23, 0.71)
    opened = Play(settings=Play().settings.replace(**{"protect.k": 25}))
    told = story.told(opened)
    assert "shared link" in told
    assert told.endswith("Because.")
    assert "typical" not in story.told(Play(settings=opened.settings, pin=opened.settings))
