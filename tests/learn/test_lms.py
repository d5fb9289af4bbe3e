import base64
import hmac
from hashlib import sha256

import pytest

from equipoise.core.errors import SettingsError
from equipoise.learn import lms
from equipoise.learn.lms import Result
from equipoise.learn.progress import Progress, Score
from equipoise.learn.route import routes

from .test_route import ESSENTIALS, sitting, with_lessons

KEY, NONCE = b"k" * 32, "0123456789abcdef" * 2
PASSED = Result(right=3, of=4, passed=True)


def test_a_path_is_passed_once_its_certificate_is_earned():
    assert lms.result(Progress(), ESSENTIALS) == Result(right=0, of=4, passed=False)
    tested = Progress().with_sitting("essentials", "after", sitting(3))
    assert lms.result(tested, ESSENTIALS) == Result(right=3, of=4, passed=False)
    done = with_lessons(tested.with_attack(False))
    assert lms.result(done, ESSENTIALS) == PASSED and PASSED.status == "passed"


def test_the_signature_by_hand():
    package = hmac.new(KEY, b"scorm essentials@1", sha256).digest()
    said = f"essentials@1 3 4 passed {NONCE}".encode()
    right = hmac.new(package, said, sha256)
    assert lms.sign(PASSED, ESSENTIALS, NONCE, KEY) == right.hexdigest()
    letters = base64.b32encode(right.digest()).decode()
    assert lms.code(PASSED, ESSENTIALS, NONCE, KEY) == f"34-{letters[:4]}-{letters[4:8]}-{letters[8:12]}"


def test_every_part_of_a_result_is_signed():
    better, failed = Result(right=4, of=4, passed=True), Result(right=3, of=4, passed=False)
    signed = {
        lms.sign(PASSED, ESSENTIALS, NONCE, KEY),
        lms.sign(better, ESSENTIALS, NONCE, KEY),
        lms.sign(failed, ESSENTIALS, NONCE, KEY),
        lms.sign(PASSED, routes()["course"], NONCE, KEY),
        lms.sign(PASSED, ESSENTIALS, "f" * 32, KEY),
        lms.sign(PASSED, ESSENTIALS, NONCE, b"x" * 32),
    }
    assert len(signed) == 6


def test_scores_of_every_path_fit_into_a_code():
    assert all(len(route.topics) < 10 for route in routes().values())


@pytest.mark.parametrize(
    "listed", ["*", "https://x.example/path", "x.example", "https://x.example,https://y.example", "null"]
)
def test_what_is_no_origin_is_refused(listed):
    with pytest.raises(SettingsError, match="EQUIPOISE_LMS_ORIGINS"):
        lms.origins(listed)


def test_origins_are_separated_by_blanks_and_nobody_is_listed_by_default():
    assert lms.origins("") == ()
    assert lms.origins(" https://Learn.example.org http://127.0.0.1:9000 ") == (
        "https://learn.example.org",
        "http://127.0.0.1:9000",
    )


@pytest.mark.parametrize(("text", "fits"), [(NONCE, True), (NONCE[1:], False), (NONCE.upper(), False), ("", False)])
def test_a_nonce_is_what_the_launcher_draws(text, fits):
    assert lms.is_nonce(text) == fits


def test_a_score_of_nothing_is_no_attack():
    assert not lms.result(Progress(attack=Score(right=0, of=0)), ESSENTIALS).passed
