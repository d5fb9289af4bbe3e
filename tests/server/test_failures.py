"""What a visitor gets when the server itself fails, asked of a small application with our middleware around it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from equipoise.server import middleware
from equipoise.texts.catalogue import in_language


class UnforeseenError(Exception):
    """What nobody has foreseen."""


async def fails(_):
    raise UnforeseenError("nobody sees this")


async def works(_):
    return PlainTextResponse("fine")


@pytest.fixture
def application():
    return Starlette(routes=[Route("/fails", fails), Route("/works", works)], middleware=middleware("start", []))


def answered(application, path, query=""):
    """Return status, headers, text and the error that went on to the server."""
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    sent, error = [], None

    async def send(message):
        sent.append(message)

    async def ask():
        await application(scope, None, send)

    with ThreadPoolExecutor(1) as apart:  # a browser's test before this one leaves its loop running in this thread
        try:
            apart.submit(asyncio.run, ask()).result()
        except UnforeseenError as raised:
            error = str(raised)
    head, *body = sent
    headers = {name.decode(): value.decode() for name, value in head["headers"]}
    return head["status"], headers, b"".join(part["body"] for part in body).decode(), error


@pytest.mark.parametrize(("language", "query"), [("en", ""), ("de", "lang=de"), ("en", "lang=xx")])
def test_an_error_is_a_page_with_the_headers_of_all_others_and_goes_on_to_the_log(application, language, query):
    status, headers, text, error = answered(application, "/fails", query)
    assert (status, error) == (500, "nobody sees this")
    assert in_language(language)["server.failed.title"] in text and "nobody sees this" not in text
    status, fine, *_ = answered(application, "/works")
    assert status == 200
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert headers[name] == fine[name]


@pytest.mark.parametrize("language", ["en", "de"])
def test_an_unknown_address_is_told_in_the_visitors_language(application, language):
    status, _, text, error = answered(application, "/nothing/here", f"lang={language}")
    assert status == 404 and error is None and in_language(language)["server.unknown.title"] in text
