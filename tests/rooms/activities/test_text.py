import pytest

from equipoise.core.errors import DataError
from room_steps import check, result, step


def test_a_text_is_one_line_of_printable_signs():
    asked = step("text", text="One field that nobody would miss?")
    assert check(asked, text="  the\nfax \t number\u202e ") == "the fax number�"
    assert check(asked, text="x" * 200) == "x" * 200


@pytest.mark.parametrize("typed", ["", " \n ", "x" * 201])
def test_nothing_and_too_much_are_refused(typed):
    with pytest.raises(DataError, match="1 to 200"):
        check(step("text", text="?"), text=typed)


def test_texts_are_shown_as_they_came_and_by_nobody():
    found = result(step("text", text="?"), "<b>one</b>", "two")
    assert [(note.id, note.text) for note in found.notes] == [(1, "<b>one</b>"), (2, "two")]
