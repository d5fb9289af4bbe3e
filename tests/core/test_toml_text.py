import time

import pytest

from equipoise.core.toml_text import loads


def test_what_a_text_says():
    text = 'a.b = "x.y = 1"\n[c]\nd = [1.5, 2.5]\n'
    assert loads(text) == {"a": {"b": "x.y = 1"}, "c": {"d": [1.5, 2.5]}}
    numbers = "e = [\n" + "1.5, " * 50 + "\n]"
    assert loads(numbers)["e"] == [1.5] * 50


DEEP = ".a" * 30_000
TEXTS = ["=", "a = 1\na = 2", f"a{DEEP} = 1", f"[a{DEEP}]", "a = " + "[" * 20_000]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_is_no_toml_or_too_deep_is_refused_at_once(text):
    started = time.perf_counter()
    with pytest.raises(ValueError):
        loads(text)
    assert time.perf_counter() - started < 5  # the standard library takes 45 seconds over the third
