"""Progress files: what was sealed opens, and nothing else does, whatever is brought."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.core.errors import DataError, SettingsError
from equipoise.learn import signing
from equipoise.learn.progress import Progress, Score

KEY, OTHER = b"k" * 32, b"o" * 32
SEALED = signing.seal(Progress().with_lesson("consent@1", Score(right=2, of=3)).to_dict(), KEY)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)


def opened(file, key=KEY):
    return Progress.from_dict(signing.unseal(file if isinstance(file, bytes) else file.encode(), key))


def test_what_was_sealed_opens_and_reads_as_json():
    assert opened(SEALED).lessons == {"consent@1": Score(right=2, of=3)}
    assert json.loads(SEALED)["content"]["lessons"]["consent@1"] == {"right": 2, "of": 3}


def test_the_signature_is_that_of_rfc_2104_over_canonical_json():
    import hashlib

    envelope = json.loads(SEALED)
    signature = envelope.pop("signature")
    text = json.dumps(envelope, sort_keys=True, separators=(",", ":")).encode()
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in KEY.ljust(64, b"\0")) + text).digest()
    assert signature == hashlib.sha256(bytes(byte ^ 0x5C for byte in KEY.ljust(64, b"\0")) + inner).hexdigest()


def test_spaces_and_the_order_of_names_do_not_matter():
    assert opened(json.dumps(json.loads(SEALED), sort_keys=True)) == opened(SEALED)


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"", "it is damaged"),
        (b"\xff\xfe\x00", "it is damaged"),
        (b"[" * 50_000, "it is damaged"),
        (b"9" * 9_000, "it is damaged"),
        (b'{"format": NaN}', "it is damaged"),
        (b"[]", "no progress file"),
        (b"{}", "no progress file"),
        (SEALED[:-20].encode(), "it is damaged"),
        (b" " * (signing.MAX_BYTES + 1), "at most 65,536 bytes"),
        (SEALED.replace('"right": 2', '"right": 3').encode(), "edited or damaged"),
        (SEALED.replace("consent@1", "consent@2").encode(), "edited or damaged"),
        (SEALED.replace('"version": 1', '"version": 9').encode(), "version"),
    ],
)
def test_damaged_edited_and_foreign_files_are_refused_with_a_reason(file, says):
    with pytest.raises(DataError, match=says):
        opened(file)


def test_another_server_is_named_as_the_reason():
    with pytest.raises(DataError, match=r"another server.*Load it where it was made"):
        opened(signing.seal({}, OTHER))


@pytest.mark.parametrize("signature", ["", "0" * 64, 0, None, [], "é" * 64, "\ud800"])
def test_a_made_up_signature_is_refused(signature):
    file = json.dumps(json.loads(SEALED) | {"signature": signature})
    with pytest.raises(DataError, match="edited or damaged"):
        opened(file)


@given(st.binary(max_size=300))
def test_no_bytes_lead_to_anything_but_a_clear_error(file):
    with pytest.raises(DataError):
        opened(file)


@settings(max_examples=60)
@given(json_values)
def test_no_json_leads_to_anything_but_a_clear_error(values):
    with pytest.raises(DataError, match="damaged"):
        opened(json.dumps(json.loads(SEALED) | {"content": values}))


BLANK = Progress().to_dict()


def permitted(name, value):
    """Whether a part of a progress may be this, of what `json_values` draws."""
    return name != "attack" and value == {}


@settings(max_examples=200)
@given(st.sampled_from(sorted(BLANK)), json_values)
def test_a_content_that_somebody_with_the_key_sealed_is_checked_too(name, value):
    """All but one of its parts are as they should be, so that nothing else can be what is refused."""
    content = BLANK | {name: value}
    if permitted(name, value):
        assert opened(signing.seal(content, KEY)).to_dict() == content
    else:
        with pytest.raises(DataError):
            opened(signing.seal(content, KEY))


@given(st.integers(0, len(SEALED) - 1), st.characters(min_codepoint=33, max_codepoint=126))
def test_any_changed_letter_is_noticed(place, letter):
    file = SEALED[:place] + letter + SEALED[place + 1 :]
    try:
        same = json.loads(file) == json.loads(SEALED)
    except ValueError:
        same = False
    if same:
        assert opened(file) == opened(SEALED)
    else:
        with pytest.raises(DataError):
            opened(file)


def test_a_short_secret_is_refused_without_being_repeated():
    with pytest.raises(SettingsError, match="fewer than 16") as caught:
        signing.key_from("hunter2")
    assert "hunter2" not in str(caught.value)


def test_keys_differ_and_their_names_do_not_give_them_away():
    one, two = signing.key_from("a" * 16), signing.key_from("a" * 17)
    assert one != two and signing.random_key() != signing.random_key()
    assert signing.key_name(one) != signing.key_name(two) and signing.key_name(one) not in one.hex()
