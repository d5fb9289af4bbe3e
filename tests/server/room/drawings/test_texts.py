"""What people write, and what they commit themselves to."""

import datetime

from equipoise.server.room.drawings.commit import Commit
from equipoise.server.room.drawings.text import Text
from room_steps import answers, result, step

ASKED = step("text", text="One field that nobody would miss?")
PROMISED = step("commit", text="What will you do?", roles=["IT", "Sales & <service>"], days=7)
WHOLE = {"what": "Ask <why>", "who": "Ada & Co", "when": "2030-05-04"}


def test_texts_are_shown_as_texts():
    drawn = Text().picture(ASKED, result(ASKED, "<script>alert(1)</script>", "fax & co"))
    assert "&lt;script&gt;" in drawn and "<script" not in drawn and "fax &amp; co" in drawn
    assert "nothing to show" in Text().picture(ASKED, result(ASKED))


def test_one_is_told_whether_ones_own_text_is_shown():
    found, mine = result(ASKED, "one", "two"), answers("one", "two", "hidden")
    assert "is on the screen" in Text().own(ASKED, found, mine[1])
    assert "has not put" in Text().own(ASKED, found, mine[2])
    assert Text().own(ASKED, found, None) == ""


def test_the_desk_gets_all_texts_by_their_answers():
    assert Text().texts(ASKED, result(ASKED, "one", "two")) == {1: "one", 2: "two"}
    assert Commit().texts(PROMISED, result(PROMISED, WHOLE)) == {1: "Ada & Co: Ask <why>"}


def test_before_anything_is_sent_the_phone_says_who_will_see_it():
    assert "Everybody in the room will see" in Text().form(ASKED, None, None, 0)
    assert "the workshop&#x27;s file" in Commit().form(PROMISED, None, None, 0)


def test_what_was_written_comes_back_into_the_form():
    assert ">&lt;b&gt;mine</textarea>" in Text().form(ASKED, answers("<b>mine")[0], None, 0)
    form = Commit().form(PROMISED, answers(WHOLE)[0], None, 0)
    assert ">Ask &lt;why&gt;</textarea>" in form and 'value="Ada &amp; Co"' in form and 'value="2030-05-04"' in form
    by_role = Commit().form(PROMISED, answers(WHOLE | {"who": "IT"})[0], None, 0)
    assert (
        '<option value="IT" selected>' in by_role
        and 'name="name" maxlength="60" autocomplete="off" value=""' in by_role
    )


def test_a_date_is_suggested_and_days_that_are_over_cannot_be_chosen():
    today = datetime.date.today()
    form = Commit().form(PROMISED, None, None, 0)
    assert f'value="{today + datetime.timedelta(days=7)}"' in form and f'min="{today}"' in form
    assert "Sales &amp; &lt;service&gt;" in form
    assert "Data protection" in Commit().form(step("commit", text="?"), None, None, 0)


def test_commitments_stand_in_a_table():
    drawn = Commit().picture(PROMISED, result(PROMISED, WHOLE))
    assert "4\u00a0May\u00a02030</td><td>Ada &amp; Co</td><td>Ask &lt;why&gt;</td>" in drawn
    assert "Ask &lt;why&gt;" in Commit().own(PROMISED, result(PROMISED, WHOLE), answers(WHOLE)[0])
    assert "no commitments" in Commit().picture(PROMISED, result(PROMISED))
