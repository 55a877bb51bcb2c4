"""A person in front of a browser."""

import itertools

PASSWORD = "correct horse battery"
OTHER_PASSWORD = "staple tomato window"
_numbers = itertools.count(1)


def new_address():
    return f"ada{next(_numbers)}@example.com"


class Visitor:
    """A browser of its own: own cookies, no JavaScript, and everything that it complains about is kept."""

    def __init__(self, browser, stack, **options):
        self.stack = stack
        self._context = browser.new_context(
            base_url=stack.base, **{"java_script_enabled": False, "locale": "en-GB", **options}
        )
        # The app's own stylesheet, which no server of the app is there to give.
        self._context.route("**/brand.css", lambda route: route.fulfill(content_type="text/css", body=""))
        self.page = self._context.new_page()
        self.page.set_default_timeout(10_000)
        self.complaints = []
        # An error status of a page is a message of the console too, and is what tests look at themselves.
        self.page.on(
            "console",
            lambda message: self.complaints.append(message.text)
            if message.type in ("error", "warning") and "the server responded with a status of" not in message.text
            else None,
        )
        # What was still loading when the visitor went on is no failure.
        self.page.on(
            "requestfailed",
            lambda request: self.complaints.append(f"{request.url}: {request.failure}")
            if request.failure != "net::ERR_ABORTED"
            else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def close(self):
        self._context.close()

    @property
    def cookies(self):
        return {cookie["name"]: cookie for cookie in self._context.cookies()}

    def set_cookie(self, name, value):
        self._context.add_cookies([{"name": name, "value": value, "url": self.stack.base}])

    @property
    def path(self):
        return self.page.url.removeprefix(self.stack.base)

    @property
    def heading(self):
        return self.page.locator("h1").inner_text()

    @property
    def notice(self):
        return self.page.locator(".notice").inner_text()

    @property
    def problems(self):
        return self.page.locator(".problems li").all_inner_texts()

    def open(self, address):
        return self.page.goto(address)

    def fill(self, **fields):
        for name, value in fields.items():
            self.page.locator(f"#{name}").fill(value)

    def press(self, button, **fields):
        """Fills fields in, presses a button and gives the answer's status."""
        self.fill(**fields)
        with self.page.expect_navigation() as navigation:
            self.page.get_by_role("button", name=button, exact=True).click()
        return navigation.value.status

    def follow(self, link):
        with self.page.expect_navigation() as navigation:
            self.page.get_by_role("link", name=link, exact=True).click()
        return navigation.value.status

    # What several journeys begin with.

    def register(self, address, password=PASSWORD):
        self.open("/auth/register")
        return self.press("Create account", email=address, password=password, password_confirmation=password)

    def log_in(self, address, password=PASSWORD):
        self.open("/auth/login")
        return self.press("Log in", email=address, password=password)

    def become_member(self):
        """Registers, verifies and logs in; gives the address."""
        address = new_address()
        self.register(address)
        self.open(self.stack.mailbox.link(address, "Verify"))
        self.press("Verify the address")
        assert self.log_in(address) == 200 and self.heading == "Your account", self.page.content()
        return address
