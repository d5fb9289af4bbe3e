from equipoise.learn.exam import Gain, forms
from equipoise.ui.learn.exam import feedback, told


def gained(before, after, chance=0.5):
    return Gain(before=before, after=after, of=8, learned=max(0, after - before), lost=0, chance=chance)


def test_a_gain_is_told_with_what_luck_would_do():
    words = told(gained(3, 7, chance=0.0625))
    assert "4 more right" in words and "gives about 6 a change" in words and "few" in words


def test_no_gain_is_told_without_blame():
    assert "tells little" in told(gained(4, 4)) and "tells little" in told(gained(5, 3))


def test_feedback_tells_the_right_answer_only_where_it_was_missed():
    question = forms()["a"].questions[0]
    wrong, right = feedback(question, 0), feedback(question, question.answer)
    assert question.options[0].feedback in wrong and f"Right is: **{question.options[1].text}**" in wrong
    assert "Right is:" not in right and question.options[1].feedback in right
