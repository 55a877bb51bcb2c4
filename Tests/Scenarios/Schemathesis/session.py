"""Gives each request of schemathesis a session: the account's own, or a new one where a request has ended that."""

import json
import os
import urllib.error
import urllib.request

import schemathesis

BASE = os.environ["MORTISE_TEST_BASE_URL"]
ACCOUNT = {"email": "ada@example.com", "password": "correct horse battery"}


def call(method, path, body=None, token=None):
    headers = {"Content-Type": "application/json"} if body is not None else {}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{BASE}/api/auth{path}", data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, json.loads(response.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")


@schemathesis.auth(refresh_interval=None)
class Session:
    token = None

    def get(self, case, context):
        if self.token is None or call("GET", "/session", token=self.token)[0] != 200:
            status, answer = call("POST", "/login", {**ACCOUNT, "session": "token"})
            if status == 401:
                # A request has deleted the account.
                call("POST", "/register", ACCOUNT)
                status, answer = call("POST", "/login", {**ACCOUNT, "session": "token"})
            # With limits on there may be none, and then the request goes without.
            self.token = answer["data"]["session"]["token"] if status == 200 else self.token
        return self.token

    def set(self, case, token, context):
        if token:
            case.headers["Authorization"] = f"Bearer {token}"
