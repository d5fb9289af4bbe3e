"""A browser that notes what the security policy forbids and which hosts are asked."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from .looks import at_rest

LISTEN = """document.addEventListener('securitypolicyviolation', event =>
    window.violated(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`))"""


class Watched:
    """A browser that notes what the policy forbids and whom it asks."""

    def __init__(self, context: BrowserContext) -> None:
        self.violations: list[str] = []
        self.hosts: set[str] = set()
        self.context = context
        context.expose_binding("violated", lambda _, what: self.violations.append(what))
        context.add_init_script(LISTEN)
        context.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        context.set_default_timeout(60_000)

    def page(self) -> Page:
        """Return a new page of this browser."""
        return self.watch(self.context.new_page())

    def watch(self, page: Page) -> Page:
        """Note also what a page of this browser opens and prints."""
        page.on("websocket", lambda socket: self.hosts.add(urlsplit(socket.url).netloc))
        page.on("console", self._heard)
        return page

    def open(self, address: str, page: Page | None = None) -> Page:
        """Open an address, in the same process again if a page is given, and wait until it is drawn to its end."""
        page = page or self.page()
        page.goto(address)
        page.locator("[data-testid=stApp]").wait_for()
        at_rest(page)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.violations.append(message.text)

    def forget(self) -> None:
        """Forget what was noted so far."""
        self.violations.clear()
        self.hosts.clear()

    def assert_nothing_outside(self, app: str) -> None:
        """Fail if the policy forbade something, or another host than the app's was asked."""
        assert self.violations == []
        assert self.hosts - {""} == {urlsplit(app).netloc}  # data: and blob: have no host
