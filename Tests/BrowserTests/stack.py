"""What the tests in the browser drive: `mortise serve` on a database of its own, and a mail server that keeps what it gets."""

import asyncio
import contextlib
import email
import email.policy
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import threading
import uuid

from aiosmtpd.smtp import SMTP


class Mailbox:
    """A real SMTP server on a free port. A test waits for a mail; none comes twice."""

    def __init__(self):
        self._mails = []
        self._arrival = threading.Condition()
        self._loop = asyncio.new_event_loop()
        # A loop of its own: the browser's driver has one in this thread.
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(30)
        self.port = server.sockets[0].getsockname()[1]

    async def _listen(self):
        return await self._loop.create_server(lambda: SMTP(self, loop=self._loop), "127.0.0.1", 0)

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        with self._arrival:
            self._mails.append((envelope.rcpt_tos[0], mail))
            self._arrival.notify_all()
        return "250 2.0.0 OK"

    def take(self, address, subject):
        """The text of the first mail to an address whose subject begins so."""

        def index():
            return next(
                (
                    i
                    for i, (to, mail) in enumerate(self._mails)
                    if to == address and mail["Subject"].startswith(subject)
                ),
                None,
            )

        with self._arrival:
            assert self._arrival.wait_for(lambda: index() is not None, 30), (
                f"no mail '{subject}' to {address}, but "
                f"{[(to, mail['Subject']) for to, mail in self._mails]}"
            )
            _, mail = self._mails.pop(index())
        return mail.get_body(("plain",)).get_content()

    def link(self, address, subject):
        """The link of such a mail."""
        return re.search(r"https?://\S+", self.take(address, subject)).group()

    def stop(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()


class Stack:
    """A server, its database and its mailbox."""

    def __init__(self, program, backend, settings=None):
        self._folder = tempfile.mkdtemp(prefix="mortise-pages-")
        self.backend = backend
        self.mailbox = Mailbox()
        self._database = None
        try:
            environment = {
                "PATH": os.environ["PATH"],
                "MORTISE_DATABASE_URL": self._make_database(),
                "MORTISE_KEYRING": f"file:{self._folder}/keys",
                "MORTISE_APP_NAME": "Harbour",
                "MORTISE_SMTP_URL": f"smtp://127.0.0.1:{self.mailbox.port}?tls=none",
                "MORTISE_MAIL_FROM": "Harbour <mail@harbour.example>",
                "MORTISE_LOG_LEVEL": "info",
                # Cheap hashes, and room for a whole suite that comes from one address.
                "MORTISE_ARGON2_MEMORY_KIB": "8",
                "MORTISE_ARGON2_ITERATIONS": "1",
                "MORTISE_LIMIT_REGISTER_IP": "1000/1h",
                "MORTISE_LIMIT_LOGIN_IP": "1000/1m",
                "MORTISE_LIMIT_RESET_IP": "1000/1h",
                "MORTISE_LIMIT_TOKEN_IP": "1000/5m",
                **(settings or {}),
            }
            subprocess.run(
                [program, "keys", "generate", f"{self._folder}/keys"],
                env=environment, check=True, capture_output=True,
            )
            self.log_path = f"{self._folder}/log"
            with open(self.log_path, "wb") as log:
                self._server = subprocess.Popen(
                    [program, "serve", "--json", "--port", "0", "--migrate"],
                    env=environment, cwd=self._folder, stdout=subprocess.PIPE, stderr=log,
                )
            line = self._server.stdout.readline()
            if not line:
                raise RuntimeError(self.log())
            if "listening" not in json.loads(line):
                raise RuntimeError(line)
            self.base = json.loads(line)["listening"]["base_url"]
        except BaseException:
            self.stop()
            raise

    def _make_database(self):
        if self.backend == "sqlite":
            return f"sqlite:{self._folder}/app.db"
        url = os.environ["MORTISE_TEST_POSTGRES_URL"]
        self._database = f"pages_{uuid.uuid4().hex}"
        subprocess.run(["psql", "-qX", url, "-c", f"CREATE DATABASE {self._database}"], check=True)
        return self._database_url()

    def _database_url(self):
        # By hand: urllib drops the slashes of an empty host, which is that of a socket.
        url = os.environ["MORTISE_TEST_POSTGRES_URL"]
        return re.sub(r"^(\w+://[^/?]*)(/[^?]*)?", rf"\g<1>/{self._database}", url, count=1)

    def execute(self, statement):
        """Runs a statement that takes no values on the database."""
        if self.backend == "sqlite":
            with contextlib.closing(sqlite3.connect(f"{self._folder}/app.db", timeout=10)) as database:
                database.execute(statement)
                database.commit()
        else:
            subprocess.run(["psql", "-qX", self._database_url(), "-c", statement], check=True)

    def log(self):
        with open(self.log_path, encoding="utf-8") as log:
            return log.read()

    def stop(self):
        server = getattr(self, "_server", None)
        if server:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
            server.stdout.close()
        self.mailbox.stop()
        if self._database:
            subprocess.run(
                ["psql", "-qX", os.environ["MORTISE_TEST_POSTGRES_URL"], "-c",
                 f"DROP DATABASE {self._database} WITH (FORCE)"], check=True,
            )
        shutil.rmtree(self._folder, ignore_errors=True)
