import pytest
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from equipoise.core.errors import SettingsError
from equipoise.rooms.storage.database import VARIABLE
from equipoise.server import middleware
from equipoise.server.room.address import NOT_CONFIGURED, PROXIES, client_address, proxies


def asked(peer, *forwarded, as_uvicorn=False):
    """The address of a request, as it comes from the web server or after uvicorn has read the header."""
    scope = {
        "type": "http",
        "client": (peer, 4711) if peer else None,
        "headers": [(b"x-forwarded-for", value.encode()) for value in forwarded],
    }
    if not as_uvicorn:
        return client_address(scope)
    seen = []

    async def app(scope, receive, send):
        seen.append(client_address(scope))

    with pytest.raises(StopIteration):
        ProxyHeadersMiddleware(app, "127.0.0.1,::1")(scope, None, None).send(None)
    return seen[0]


@pytest.mark.parametrize("as_uvicorn", [False, True])
def test_without_a_configured_proxy_nobody_is_believed(as_uvicorn):
    assert asked("9.9.9.9", as_uvicorn=as_uvicorn) == "9.9.9.9"
    assert asked("9.9.9.9", "1.1.1.1", as_uvicorn=as_uvicorn) == "9.9.9.9"


def test_a_web_server_on_this_machine_is_believed_only_if_it_is_configured(monkeypatch):
    assert asked("127.0.0.1", as_uvicorn=True) == "127.0.0.1"
    assert asked("127.0.0.1", "1.1.1.1", as_uvicorn=True) == NOT_CONFIGURED
    assert asked("127.0.0.1", "2.2.2.2, 1.1.1.1:80", as_uvicorn=True) == NOT_CONFIGURED
    monkeypatch.setenv(PROXIES, "127.0.0.1")
    assert asked("127.0.0.1", "1.1.1.1", as_uvicorn=True) == "1.1.1.1"
    assert asked("127.0.0.1", "7.7.7.7, 1.1.1.1", as_uvicorn=True) == "1.1.1.1"  # the visitor wrote the first


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("10.0.0.5", ("1.1.1.1",), "1.1.1.1"),
        ("10.0.0.5", (), "10.0.0.5"),
        ("10.0.0.5", ("7.7.7.7", "1.1.1.1, 10.0.0.6"), "1.1.1.1"),
        ("10.0.0.5", ("10.0.0.7, 10.0.0.6",), "10.0.0.7"),
        ("10.0.1.5", ("1.1.1.1",), "10.0.1.5"),
        ("10.0.0.5", ("nonsense",), "nonsense"),
        ("10.0.0.5", ("1.1.1.1, ", " ,"), "1.1.1.1"),
        ("10.0.0.5", ("[2001:db8::1]:567",), "2001:db8::1"),
        ("fd00::5", ("2001:db8::1",), "2001:db8::1"),
        ("", (), ""),
    ],
)
def test_configured_proxies_say_where_a_visitor_comes_from(peer, forwarded, address, monkeypatch):
    monkeypatch.setenv(PROXIES, "10.0.0.0/24 fd00::5")
    assert asked(peer, *forwarded) == address


@pytest.mark.parametrize("said", ["10.0.0.5/24", "nginx", "10.0.0.5,10.0.0.6", "*"])
def test_what_is_no_address_is_refused(said, monkeypatch):
    monkeypatch.setenv(PROXIES, said)
    with pytest.raises(SettingsError, match="networks of web servers"):
        proxies()


@pytest.mark.parametrize(("variable", "said"), [(PROXIES, "nginx"), (VARIABLE, "mysql://db/rooms")])
def test_a_server_with_such_an_environment_ends_with_one_line(variable, said, monkeypatch):
    monkeypatch.setenv(variable, said)
    with pytest.raises(SystemExit, match=f"^equipoise: '{said}'.*{variable}"):
        middleware("start", [])
