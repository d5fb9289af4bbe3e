import datetime

from equipoise.numerics.rate import Rate
from equipoise.rules.book import TOPICS, book
from equipoise.rules.practices import card, practices
from equipoise.ui.rules import cost, opening, picture, regimes
from equipoise.ui.rules.practices import grouped, read


def test_a_change_has_its_sign_and_its_interval():
    assert cost.change("right_offer", Rate(-0.033, -0.041, -0.025, 100)) == "−3.3 (−4.1 to −2.5)"
    assert cost.change("margin_per_1000", Rate(2.0, -1.0, 5.0, 100)) == "+2.0 (−1.0 to +5.0)"


def test_the_picture_says_in_words_what_its_shapes_say():
    levels = dict.fromkeys(TOPICS) | {"asking": "conflict", "keeping": "conflict", "fairness": "review"}
    found = {"EU": levels, "AU": dict.fromkeys(TOPICS)}
    expected = "European Union: conflicts with the text: 2, needs a person to check: 1; Australia: nothing found"
    assert picture.alternative(found) == expected
    drawn = picture.draw(found, ["EU"])
    assert f'aria-label="{expected}"' in drawn
    assert drawn.count("■") == 2 + 1 and drawn.count("◆") == 1 + 1  # and once each in the key
    table = regimes.table(found)
    assert table.iloc[0].tolist()[1] == "conflicts with the text" and table.iloc[1].tolist()[1] == "–"


def test_two_regions_are_compared_line_by_line():
    drawn = regimes.beside("EU", "US-CA")
    assert all(drawn.count(f">{place}<") == len(regimes.LINES) for place in ("European Union", "California"))
    assert "<b>GDPR:</b> " in drawn and "A parent&#x27;s yes that can be checked" in drawn
    assert regimes.says("EU", "asking")[0][0] == "GDPR"
    assert regimes.beside("CH", "CH").count(">Switzerland<") == len(regimes.LINES)


def test_every_practice_is_asked_for_in_one_topic():
    listed = [name for names in grouped().values() for name in names]
    assert sorted(listed) == sorted(practices())


def test_a_card_is_read_from_its_file():
    own = card("growth").replace(withdraw_clicks=3)
    assert read(own.to_toml().encode()) == own


def test_rules_that_were_looked_up_long_ago_are_counted():
    day = max(rule.checked for rule in book().rules.values())
    assert opening.age(day).startswith("All ")
    stale = opening.age(day + datetime.timedelta(days=opening.FRESH + 1))
    assert stale.startswith(f"{len(book().rules)} of {len(book().rules)} rules")
