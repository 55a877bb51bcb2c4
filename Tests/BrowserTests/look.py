"""Writes pictures of the hosted pages for a person to look at.

    look.py FOLDER
"""

import os
import sys

from playwright.sync_api import sync_playwright

from stack import Stack
from visitor import PASSWORD, Visitor, new_address

LOOKS = {
    "light": {"viewport": {"width": 1000, "height": 760}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1000, "height": 760}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light", "device_scale_factor": 2},
}


def visit(browser, stack, look, options, folder):
    v = Visitor(browser, stack, **options)

    def take(name):
        v.page.screenshot(path=os.path.join(folder, f"{name}-{look}.png"), full_page=True)

    address = new_address()
    v.open("/auth/register")
    take("register")
    v.press("Create account", email="ada@example", password="short", password_confirmation="shorter")
    take("register-problems")
    v.register(address)
    take("check-mail")
    link = stack.mailbox.link(address, "Verify")
    v.open(link)
    take("verify-email")
    v.press("Verify the address")
    take("login")
    v.press("Log in", email=address, password="wrong guess")
    take("login-problem")
    v.open(link)
    take("dead-link")
    v.open("/auth/forgot-password")
    take("forgot-password")
    v.press("Send the link", email=address)
    v.open(stack.mailbox.link(address, "Set a new password"))
    take("reset-password")
    phone = Visitor(browser, stack, user_agent="Mozilla/5.0 (Android 15; Mobile; rv:140.0) Firefox/140.0")
    phone.log_in(address)
    phone.close()
    v.log_in(address)
    v.press("Save", name="Ada Lovelace")
    take("account")
    v.follow("Sessions")
    take("account-sessions")
    v.follow("Password")
    take("account-password")
    v.press("Change the password", current_password="", password="", password_confirmation="")
    take("account-password-problems")
    v.follow("Email")
    take("account-email")
    v.follow("Delete")
    take("account-delete")
    v.open("/auth/nothing")
    take("not-found")
    v.close()


def main(folder):
    os.makedirs(folder, exist_ok=True)
    stack = Stack(os.environ["MORTISE_TEST_PROGRAM"], "sqlite")
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=os.environ["MORTISE_TEST_CHROMIUM"],
                args=["--no-sandbox"] if os.geteuid() == 0 else [],
            )
            for look, options in LOOKS.items():
                visit(browser, stack, look, options, folder)
            browser.close()
    finally:
        stack.stop()
    print(f"{len(os.listdir(folder))} pictures in {folder}")


if __name__ == "__main__":
    main(sys.argv[1])
