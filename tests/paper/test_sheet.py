from equipoise.paper.sheet import printable


def test_what_the_font_lacks_is_a_question_mark_and_a_control_sign_a_blank():
    assert printable("Ünïcode Ω Ж – fine") == "Ünïcode Ω Ж – fine"
    assert printable("a☺b\u202ec\td\ne") == "a?b c d\ne"
