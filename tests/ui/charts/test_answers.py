from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.ui.charts.answers import answers, hundredths

PARTS = (("yes", 0.667, "67 said Yes"), ("no", 0.31, "31 said No"), ("silent", 0.023, "2 <said> nothing"))


def test_everybody_is_drawn_once_with_the_sign_of_what_they_did():
    html = answers(PARTS, alt="Of 100: …")
    picture = unquote(html.split('src="')[1].split('"')[0])
    assert [picture.count(f"href='#{did}'") for did in ("yes", "no", "silent")] == [67, 31, 2]
    assert 'aria-label="Of 100: …"' in html and "2 &lt;said&gt; nothing" in html
    shapes = [picture.split(f"id='{did}'>")[1].split("</g>")[0] for did in ("yes", "no", "silent")]
    assert len({shape.split("fill='#")[0] for shape in shapes}) == 3  # they differ in shape, not in colour alone


@pytest.mark.parametrize(
    ("shares", "counts"),
    [
        ([0.667, 0.31, 0.023], [67, 31, 2]),
        ([1 / 3] * 3, [34, 33, 33]),
        ([0.0, 1.0], [0, 100]),
        ([0.005, 0.995], [1, 99]),
    ],
)
def test_rounding_by_hand(shares, counts):
    assert hundredths(shares) == counts


@given(st.lists(st.integers(0, 20_000), min_size=2, max_size=4).filter(any))
def test_rounding_always_gives_a_hundred_and_is_never_off_by_one(people):
    shares = [count / sum(people) for count in people]
    counts = hundredths(shares)
    assert sum(counts) == 100
    assert all(abs(count - 100 * share) < 1 for count, share in zip(counts, shares, strict=True))
