"""Journeys over the hosted pages in Chromium, on SQLite and PostgreSQL.

    Scripts/test-pages            inside Scripts/with-postgres, or on SQLite alone
"""

import os
import unittest
import urllib.parse

from playwright.sync_api import sync_playwright

from conditions import faults
from stack import Stack
from visitor import OTHER_PASSWORD, PASSWORD, Visitor, new_address

PROGRAM = os.environ["MORTISE_TEST_PROGRAM"]
CHROMIUM = os.environ["MORTISE_TEST_CHROMIUM"]

_driver = None
_browser = None


def setUpModule():
    global _driver, _browser
    _driver = sync_playwright().start()
    # Chromium's sandbox refuses to work for root, which a container's user often is.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    _browser = _driver.chromium.launch(executable_path=CHROMIUM, args=arguments)


def tearDownModule():
    _browser.close()
    _driver.stop()


class Visits:
    """Visitors of a server."""

    backend = None
    settings = {
        "MORTISE_PAGES_DIR": os.path.join(os.path.dirname(os.path.abspath(__file__)), "Looks"),
        "MORTISE_LANGUAGES": "en,de,he",
        "MORTISE_STYLESHEET": "/brand.css",
        "MORTISE_ALLOWED_REDIRECTS": "https://app.example",
    }

    @classmethod
    def setUpClass(cls):
        cls.stack = Stack(PROGRAM, cls.backend, cls.settings)

    @classmethod
    def tearDownClass(cls):
        cls.stack.stop()

    def setUp(self):
        self.visitors = []
        self.visitor = self.arrive()

    def arrive(self, **options):
        visitor = Visitor(_browser, self.stack, **options)
        self.visitors.append(visitor)
        return visitor

    def tearDown(self):
        for visitor in self.visitors:
            visitor.close()
            # A breach of the content security policy is one of them.
            self.assertEqual(visitor.complaints, [])

    def assertGood(self, visitor=None):
        visitor = visitor or self.visitor
        self.assertEqual(faults(visitor.page), [], visitor.path)


class Journeys(Visits):
    """What is stored: the same on both databases."""

    def test_from_registration_to_logout(self):
        v, address = self.visitor, new_address()
        self.assertEqual(v.register(address), 200)
        self.assertEqual((v.path, v.heading), ("/auth/check-mail?about=verification", "Check your mail"))
        self.assertGood()
        self.assertEqual(v.log_in(address), 403)
        self.assertEqual(v.problems, ["Your address is not verified yet. Open the link that we sent you."])
        self.assertGood()
        v.follow("Send a new link")
        self.assertEqual(v.press("Send the link", email=address), 200)
        self.stack.mailbox.take(address, "Verify your address")
        link = self.stack.mailbox.link(address, "Verify your address")
        v.open(link)
        self.assertEqual(v.heading, "Verify your address")
        self.assertGood()
        # Opening it changed nothing.
        self.assertEqual(v.open(link).status, 200)
        self.assertEqual(v.press("Verify the address"), 200)
        self.assertEqual(v.notice, "Your address is verified. You can log in now.")
        self.assertGood()
        v.page.reload()
        self.assertEqual(v.page.locator(".notice").count(), 0)
        self.assertEqual(v.press("Log in", email=address.upper(), password=PASSWORD), 200)
        self.assertEqual((v.path, v.heading), ("/auth/account", "Your account"))
        self.assertIn(address, v.page.locator("dl").inner_text())
        cookie = v.cookies["mortise"]
        self.assertTrue(cookie["httpOnly"])
        self.assertEqual(cookie["sameSite"], "Lax")
        self.assertEqual(v.press("Save", name="Ada <b>&\u0022\u0301"), 200)
        self.assertEqual(v.notice, "Your profile is saved.")
        self.assertEqual(v.page.locator("#name").input_value(), "Ada <b>&\u0022\u0301")
        self.assertGood()
        # Used up.
        self.assertEqual(v.open(link).status, 400)
        self.assertEqual(v.heading, "This link does not work any more")
        self.assertGood()
        v.open("/auth/login")
        self.assertEqual(v.path, "/auth/account")
        v.press("Log out")
        self.assertEqual((v.path, v.notice), ("/auth/login", "You are logged out."))
        self.assertNotIn("mortise", v.cookies)
        v.open("/auth/account/sessions")
        self.assertEqual(v.path, "/auth/login?next=/auth/account/sessions")
        v.press("Log in", email=address, password=PASSWORD)
        self.assertEqual(v.path, "/auth/account/sessions")

    def test_password_change_and_sessions(self):
        v = self.visitor
        address = v.become_member()
        phone = self.arrive(user_agent="Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0")
        phone.log_in(address)
        v.follow("Sessions")
        self.assertEqual(v.page.locator(".sessions li").count(), 2)
        self.assertIn("This device", v.page.locator(".sessions li").first.inner_text())
        self.assertIn("Firefox · Android", v.page.locator(".sessions li").last.inner_text())
        self.assertGood()
        with v.page.expect_navigation():
            v.page.locator(".sessions li").last.get_by_role("button").click()
        self.assertEqual(v.notice, "The device is logged out.")
        self.assertEqual(v.page.locator(".sessions li").count(), 1)
        phone.open("/auth/account")
        self.assertEqual(phone.path, "/auth/login?next=/auth/account")
        phone.log_in(address)
        v.open("/auth/account/sessions")
        v.press("Log out all other devices")
        self.assertEqual(v.notice, "All other devices are logged out.")
        phone.open("/auth/account")
        self.assertEqual(phone.heading, "Log in")
        phone.log_in(address)

        v.follow("Password")
        self.assertGood()
        change = dict(current_password=PASSWORD, password=OTHER_PASSWORD, password_confirmation=OTHER_PASSWORD)
        self.assertEqual(v.press("Change the password", **{**change, "current_password": "wrong guess"}), 401)
        self.assertEqual(v.problems, ["The password is wrong."])
        self.assertGood()
        self.assertEqual(v.press("Change the password", **{**change, "password_confirmation": "other"}), 422)
        self.assertEqual(v.problems, ["The two passwords are not the same."])
        self.assertEqual(v.press("Change the password", **change), 200)
        self.assertEqual(v.notice, "Your password is changed. All other devices are logged out.")
        self.stack.mailbox.take(address, "Your password for Harbour was changed")
        phone.open("/auth/account")
        self.assertEqual(phone.heading, "Log in")
        self.assertEqual(phone.log_in(address), 401)
        self.assertEqual(phone.log_in(address, OTHER_PASSWORD), 200)
        v.open("/auth/account")
        self.assertEqual(v.heading, "Your account")

    def test_forgotten_password(self):
        v = self.visitor
        address = v.become_member()
        stranger = self.arrive()
        stranger.open("/auth/login")
        stranger.follow("Forgot your password?")
        self.assertGood(stranger)
        self.assertEqual(stranger.press("Send the link", email=address), 200)
        known = stranger.page.content()
        self.assertGood(stranger)
        link = self.stack.mailbox.link(address, "Set a new password")
        stranger.open("/auth/forgot-password")
        stranger.press("Send the link", email=new_address())
        self.assertEqual(stranger.page.content(), known)
        stranger.open(link)
        self.assertGood(stranger)
        self.assertEqual(stranger.press("Set the password", password="short", password_confirmation="short"), 422)
        self.assertEqual(stranger.problems, ["Use at least 8 characters."])
        self.assertGood(stranger)
        status = stranger.press("Set the password", password="password1", password_confirmation="password1")
        self.assertEqual(status, 422)
        self.assertTrue(stranger.problems[0].startswith("Many people use this password"))
        status = stranger.press(
            "Set the password", password=OTHER_PASSWORD, password_confirmation=OTHER_PASSWORD)
        self.assertEqual((status, stranger.notice), (200, "Your password is set. Log in with it."))
        self.assertEqual(stranger.log_in(address, OTHER_PASSWORD), 200)
        v.open("/auth/account")
        self.assertEqual(v.heading, "Log in")
        self.assertEqual(stranger.open(link).status, 400)
        stranger.follow("Ask for another mail")
        self.assertEqual(stranger.path, "/auth/forgot-password")

    def test_email_change_and_undo(self):
        v = self.visitor
        old, new = v.become_member(), new_address()
        v.follow("Email")
        self.assertGood()
        self.assertEqual(v.press("Send the link", email="nonsense", password=PASSWORD), 422)
        self.assertEqual(v.problems, ["Enter an address such as name@example.com."])
        self.assertEqual(v.page.locator("#email").input_value(), "nonsense")
        self.assertEqual(v.page.locator("#password").input_value(), "")
        self.assertEqual(v.press("Send the link", email=new, password="wrong guess"), 401)
        self.assertEqual(v.press("Send the link", email=new, password=PASSWORD), 200)
        self.assertTrue(v.notice.startswith("We have sent a link"))
        v.open(self.stack.mailbox.link(new, "Confirm your new address"))
        self.assertGood()
        v.press("Use the new address")
        self.assertEqual((v.path, v.notice), ("/auth/login", "Your address is changed. Log in with the new one."))
        self.assertEqual(v.log_in(old), 401)
        self.assertEqual(v.log_in(new), 200)
        v.open(self.stack.mailbox.link(old, "Your address for Harbour was changed"))
        self.assertGood()
        v.press("Take the change back")
        self.assertEqual(v.path, "/auth/check-mail?about=undone")
        self.assertGood()
        v.open(self.stack.mailbox.link(old, "Set a new password"))
        v.press("Set the password", password=OTHER_PASSWORD, password_confirmation=OTHER_PASSWORD)
        self.assertEqual(v.log_in(new, OTHER_PASSWORD), 401)
        self.assertEqual(v.log_in(old, OTHER_PASSWORD), 200)

    def test_lock_and_unlock(self):
        v = self.visitor
        address = v.become_member()
        # As after 99 wrong tries; the moment is needed for them to count.
        now = "failed_login_attempts = 99, last_failed_login_at = last_login_at"
        self.stack.execute(f"UPDATE users SET {now} WHERE last_login_at IN (SELECT max(last_login_at) FROM users)")
        stranger = self.arrive()
        self.assertEqual(stranger.log_in(address, "wrong guess"), 401)
        link = self.stack.mailbox.link(address, "Unlock your account")
        self.assertEqual(stranger.log_in(address), 401)
        self.assertEqual(stranger.problems, ["The email address or the password is wrong."])
        stranger.open(link)
        self.assertGood(stranger)
        stranger.press("Unlock the account")
        self.assertEqual(stranger.notice, "Your account is unlocked. You can log in now.")
        self.assertEqual(stranger.log_in(address), 200)

    def test_deletion(self):
        v = self.visitor
        address = v.become_member()
        v.follow("Delete")
        self.assertGood()
        self.assertEqual(v.press("Delete the account", password=""), 422)
        self.assertEqual(v.press("Delete the account", password="wrong guess"), 401)
        self.assertEqual(v.press("Delete the account", password=PASSWORD), 200)
        self.assertEqual(v.notice, "Your account is deleted.")
        self.assertEqual(v.log_in(address), 401)

    def test_two_windows_change_one_profile(self):
        v = self.visitor
        v.become_member()
        other = v._context.new_page()
        other.goto("/auth/account")
        v.press("Save", name="Ada")
        other.locator("#name").fill("Grace")
        with other.expect_navigation() as navigation:
            other.get_by_role("button", name="Save").click()
        self.assertEqual(navigation.value.status, 412)
        self.assertIn("changed elsewhere", other.locator(".problems").inner_text())
        # What was typed is kept, and saving again saves it.
        with other.expect_navigation() as navigation:
            other.get_by_role("button", name="Save").click()
        self.assertEqual((navigation.value.status, other.locator("#name").input_value()), (200, "Grace"))


class Manners(Visits):
    """What no database has a part in."""

    def test_errors_of_forms(self):
        v = self.visitor
        v.open("/auth/register")
        self.assertGood()
        self.assertEqual(v.press("Create account"), 422)
        self.assertEqual(v.problems, ["Enter your email address.", "Enter the password."])
        self.assertTrue(v.page.title().startswith("Error: "))
        self.assertEqual(v.page.evaluate("document.activeElement.className"), "problems")
        self.assertGood()
        v.page.locator(".problems a").first.click()
        self.assertEqual(v.page.evaluate("document.activeElement.id"), "email")
        address = new_address()
        status = v.press("Create account", email=address, password=address, password_confirmation=address)
        self.assertEqual(status, 422)
        self.assertTrue(v.problems[0].startswith("This is too much like your address"))
        v.open("/auth/login")
        self.assertEqual(v.press("Log in"), 422)
        self.assertEqual(v.log_in(address), 401)
        self.assertEqual(v.problems, ["The email address or the password is wrong."])
        self.assertEqual(v.page.locator("#email").input_value(), address)
        self.assertGood()
        v.open("/auth/forgot-password")
        self.assertEqual(v.press("Send the link", email="ä@example.com"), 422)

    def test_a_known_address_registers_like_a_new_one(self):
        v = self.visitor
        address = v.become_member()
        stranger = self.arrive()
        stranger.register(new_address())
        fresh = stranger.page.content()
        stranger.register(address, OTHER_PASSWORD)
        self.assertEqual(stranger.page.content(), fresh)
        self.assertIn("You have one already", self.stack.mailbox.take(address, "You have an account"))

    def test_too_many_tries(self):
        v, address = self.visitor, new_address()
        statuses = [v.log_in(address, "wrong guess") for _ in range(6)]
        self.assertEqual(statuses, [401] * 5 + [429])
        self.assertRegex(v.problems[0], r"^Too many tries\. Please wait \d+ s and try again\.$")
        self.assertGood()

    def test_pages_that_are_none(self):
        v = self.visitor
        self.assertEqual(v.open("/auth/nothing").status, 404)
        self.assertGood()
        self.assertEqual(v.open("/auth/logout").status, 405)
        self.assertEqual(v.open("/auth/verify-email/nonsense").status, 400)
        self.assertEqual(v.open("/auth/verify-email/%22%3E%3Cb%3E").status, 400)
        self.assertEqual(v.page.locator("b").count(), 0)

    def test_forms_from_elsewhere_are_refused(self):
        v = self.visitor
        v.become_member()
        attacker = self.arrive(java_script_enabled=True)
        attacker.set_cookie("mortise", v.cookies["mortise"]["value"])
        foreign = self.stack.base.replace("127.0.0.1", "localhost")
        for path, fields in (
            ("/auth/logout", ""), ("/auth/account/sessions", ""),
            ("/auth/login", '<input name=email value="a@example.com"><input name=password value=x>'),
        ):
            attacker.page.route(
                "**/elsewhere",
                lambda route: route.fulfill(
                    content_type="text/html",
                    body=f'<form method=post action="{self.stack.base}{path}">{fields}<button>go</button></form>'),
            )
            attacker.open(f"{foreign}/elsewhere")
            with attacker.page.expect_navigation() as navigation:
                attacker.page.locator("button").click()
            self.assertEqual(navigation.value.status, 403, path)
            self.assertEqual(attacker.heading, "That came from elsewhere")
            attacker.page.unroute("**/elsewhere")
        v.open("/auth/account")
        self.assertEqual(v.heading, "Your account")

    def test_policy_stops_what_gets_in(self):
        v = self.arrive(java_script_enabled=True)
        v.open("/auth/login")
        reported = v.page.evaluate(
            """() => new Promise(done => {
              document.addEventListener('securitypolicyviolation', e => done(e.effectiveDirective));
              const script = document.createElement('script'); script.textContent = 'window.ran = 1';
              document.body.append(script);
            })""")
        self.assertEqual((reported, v.page.evaluate("window.ran")), ("script-src-elem", None))
        self.assertEqual(len(v.complaints), 1)
        v.complaints.clear()

    def test_login_leads_only_to_places_that_are_allowed(self):
        v = self.visitor
        address = v.become_member()
        v.press("Log out")
        for next, lands in (
            ("//evil.example/", "/auth/account"),
            ("/\\evil.example", "/auth/account"),
            ("https://evil.example/", "/auth/account"),
            ("javascript:alert(1)", "/auth/account"),
            ("/livez?x=1", "/livez?x=1"),
        ):
            v.open("/auth/login?next=" + urllib.parse.quote(next, safe=""))
            v.press("Log in", email=address, password=PASSWORD)
            self.assertEqual(v.path, lands, next)
            v._context.clear_cookies()
        # Another origin that is allowed, by the policy too. Nothing answers there: no such name can be registered.
        v.open("/auth/login?next=" + urllib.parse.quote("https://app.example/home", safe=""))
        v.fill(email=address, password=PASSWORD)
        with v.page.expect_event("requestfailed") as failed:
            v.page.get_by_role("button", name="Log in").click(no_wait_after=True)
        self.assertEqual(failed.value.url, "https://app.example/home")
        self.assertNotIn("BLOCKED", failed.value.failure)
        v.complaints.clear()

    def test_log_holds_no_token_and_no_password(self):
        v = self.visitor
        address = v.become_member()
        log = self.stack.log()
        self.assertIn("/auth/verify-email/{token}", log)
        for secret in ("mortise_token_", "mortise_session_", PASSWORD, address):
            self.assertNotIn(secret, log)

    def test_keyboard_alone(self):
        v, address = self.visitor, new_address()
        keys = v.page.keyboard

        def reach(name):
            for _ in range(40):
                keys.press("Tab")
                at = v.page.evaluate("document.activeElement.id || document.activeElement.innerText.trim()")
                outline = v.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                if at == name:
                    # Who does not point must see where they are.
                    self.assertEqual(outline, "solid", name)
                    return
            self.fail(f"no way to {name}")

        def enter():
            with v.page.expect_navigation():
                keys.press("Enter")

        v.open("/auth/login")
        reach("Create an account")
        enter()
        for field, text in (("email", address), ("password", PASSWORD), ("password_confirmation", PASSWORD)):
            reach(field)
            keys.type(text)
        enter()
        self.assertEqual(v.heading, "Check your mail")
        v.open(self.stack.mailbox.link(address, "Verify"))
        reach("Verify the address")
        enter()
        reach("email")
        keys.type(address)
        reach("password")
        keys.type(PASSWORD + "!")
        enter()
        # The summary has the focus, so the next stop is what follows it.
        self.assertEqual(v.page.evaluate("document.activeElement.className"), "problems")
        keys.press("Tab")
        self.assertEqual(v.page.evaluate("document.activeElement.id"), "email")
        reach("password")
        keys.type(PASSWORD)
        enter()
        self.assertEqual(v.heading, "Your account")
        reach("Sessions")
        enter()
        self.assertEqual(v.heading, "Where you are logged in")
        reach("Log out")
        enter()
        self.assertEqual(v.path, "/auth/login")

    def test_languages(self):
        v = self.arrive(locale="de-AT")
        v.open("/auth/login")
        self.assertEqual((v.heading, v.page.locator("html").get_attribute("lang")), ("Anmelden", "de"))
        self.assertGood(v)
        self.assertEqual(v.press("Anmelden"), 422)
        self.assertEqual(v.problems, ["Gib deine E-Mail-Adresse ein.", "Gib das Passwort ein."])
        french = self.arrive(locale="fr-FR")
        french.open("/auth/login")
        self.assertEqual(french.heading, "Log in")
        # A language of the app's own, from right to left; what it lacks is said in English.
        hebrew = self.arrive(locale="he-IL")
        hebrew.open("/auth/login")
        self.assertEqual((hebrew.heading, hebrew.page.locator("html").get_attribute("dir")), ("כניסה", "rtl"))
        edges = hebrew.page.evaluate(
            "['h1', 'main'].map(s => document.querySelector(s).getBoundingClientRect().right)")
        self.assertLess(abs(edges[0] - edges[1]), 60)
        self.assertGood(hebrew)

    def test_an_app_gives_the_pages_its_looks(self):
        v = self.visitor
        v.page.route(
            "**/brand.css",
            lambda route: route.fulfill(content_type="text/css", body=":root { --mortise-accent: rgb(120, 0, 80); }"))
        v.open("/auth/login")
        colour = v.page.evaluate("getComputedStyle(document.querySelector('button')).backgroundColor")
        self.assertEqual(colour, "rgb(120, 0, 80)")
        v.open("/auth/check-mail")
        self.assertEqual(v.page.locator("footer").inner_text(), "Harbour is a test.")

    def test_forced_colours_and_large_text(self):
        v = self.arrive(forced_colors="active")
        v.open("/auth/register")
        self.assertGood(v)


class OnSQLite(Journeys, Manners, unittest.TestCase):
    backend = "sqlite"


@unittest.skipUnless("MORTISE_TEST_POSTGRES_URL" in os.environ, "run it inside Scripts/with-postgres")
class OnPostgres(Journeys, unittest.TestCase):
    backend = "postgres"


if __name__ == "__main__":
    unittest.main()
