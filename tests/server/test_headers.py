"""The response headers: what they permit, and who may show a page in a frame."""

from __future__ import annotations

import base64
import hashlib

import pytest

from equipoise.core.errors import SettingsError
from equipoise.server import middleware
from equipoise.server.headers import FRAME_ANCESTORS, content_security_policy, frame_ancestors, inline_scripts

PAGE = """<!doctype html><head><script>
  let a = 1 < 2 && "&amp;"
</script><script type="module" src="./x.js"></script><style>b {}</style></head><script>second()</script>"""
SCRIPTS = ['\n  let a = 1 < 2 && "&amp;"\n', "second()"]


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in policy.split(";"))}


def test_inline_scripts_are_found_letter_by_letter():
    assert inline_scripts(PAGE) == SCRIPTS


def test_the_policy_permits_these_scripts_and_no_other_inline_one():
    found = directives(content_security_policy(PAGE, "'none'"))["script-src"]
    digests = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in SCRIPTS}
    assert set(found) == {"'self'", "'wasm-unsafe-eval'", *(f"'sha256-{digest}'" for digest in digests)}


def test_nothing_may_be_fetched_from_elsewhere():
    found = directives(content_security_policy(PAGE, "'none'"))
    allowed = {
        source for name, sources in found.items() if name not in ("script-src", "style-src") for source in sources
    }
    assert allowed == {"'self'", "'none'", "data:", "blob:"}
    assert found["default-src"] == found["connect-src"] == ["'self'"] and found["object-src"] == ["'none'"]


@pytest.mark.parametrize(
    ("given", "used"),
    [
        (None, "'none'"),
        ("", "'none'"),
        (" ", "'none'"),
        ("'none'", "'none'"),
        ("'self'", "'self'"),
        (
            "https://intranet.example.org  https://*.example.com:8443",
            "https://intranet.example.org https://*.example.com:8443",
        ),
        ("http://localhost:*", "http://localhost:*"),
        ("https:", "https:"),
    ],
)
def test_nobody_may_frame_a_page_unless_named(monkeypatch, given, used):
    if given is None:
        monkeypatch.delenv(FRAME_ANCESTORS, raising=False)
    else:
        monkeypatch.setenv(FRAME_ANCESTORS, given)
    assert frame_ancestors() == used
    assert directives(content_security_policy(PAGE, used))["frame-ancestors"] == used.split()


@pytest.mark.parametrize(
    "given", ["*", "https://a.example; script-src *", "https://a.example,b", "'none' 'self'", "a/b"]
)
def test_anything_else_is_refused(monkeypatch, given):
    monkeypatch.setenv(FRAME_ANCESTORS, given)
    with pytest.raises(SettingsError, match=FRAME_ANCESTORS):
        frame_ancestors()
    with pytest.raises(SystemExit, match=f"^equipoise: .*{FRAME_ANCESTORS}"):
        middleware("start", [])
