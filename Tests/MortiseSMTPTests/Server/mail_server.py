"""A mail server for tests, on a free port of 127.0.0.1.

    mail_server.py FOLDER [options]

Prints a line for each event: `port NUMBER` first, then `connected`, `disconnected` and `message NAME`, after NAME.eml and
NAME.json (the envelope) were written to the folder. Ends when its standard input does.
"""

import argparse
import asyncio
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def say(line):
    print(line, flush=True)


class Handler:
    def __init__(self, options):
        self.options = options
        self.count = 0
        self.refused = False

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if self.options.mail_reply:
            return self.options.mail_reply
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if self.options.refuse_first and not self.refused:
            self.refused = True
            return "450 4.2.0 Not yet"
        if self.options.recipient_reply:
            return self.options.recipient_reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.options.data_reply:
            return self.options.data_reply
        self.count += 1
        name = str(self.count)
        path = os.path.join(self.options.folder, name)
        with open(path + ".eml", "wb") as file:
            file.write(envelope.original_content)
        with open(path + ".json", "w") as file:
            json.dump(
                {
                    "from": envelope.mail_from,
                    "to": envelope.rcpt_tos,
                    "host": session.host_name,
                    "encrypted": server.transport.get_extra_info("ssl_object") is not None,
                    "authenticated": bool(session.authenticated),
                },
                file,
            )
        say("message " + name)
        if self.options.after_data == "drop":
            server.transport.abort()
        if self.options.disconnect_after_message:
            await server.push("250 2.0.0 OK")
            server.transport.close()
            await asyncio.Event().wait()
        if self.options.after_data:
            await asyncio.Event().wait()
        return "250 2.0.0 OK"


class Server(SMTP):
    def connection_made(self, transport):
        # STARTTLS makes the connection a second time.
        if transport.get_extra_info("ssl_object") is None or self.tls_context is None:
            say("connected")
        super().connection_made(transport)

    def connection_lost(self, error):
        say("disconnected")
        super().connection_lost(error)


async def black_hole(reader, writer):
    say("connected")
    # Ends when the client does, and says nothing until then.
    while await reader.read(4096):
        pass
    say("disconnected")
    writer.close()


async def drip(reader, writer):
    say("connected")
    try:
        for byte in b"220-" + b"x" * 100_000:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(1)
    except ConnectionError:
        pass
    say("disconnected")
    writer.close()


def context(path):
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(path + ".pem", path + ".key")
    return made


def factory(options):
    handler = Handler(options)
    settings = {"hostname": "mail.test", "enable_SMTPUTF8": True}
    if options.starttls:
        settings["tls_context"] = context(options.starttls)
        settings["require_starttls"] = True
    if options.credentials:
        user, password = options.credentials.split(":", 1)

        def check(server, session, envelope, mechanism, data):
            right = data.login == user.encode() and data.password == password.encode()
            # Not handled: aiosmtpd answers itself, 235 or 535.
            return AuthResult(success=right, handled=False)

        settings.update(auth_required=True, auth_require_tls=False, authenticator=check)
    return lambda: Server(handler, **settings)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--credentials", metavar="USER:PASSWORD")
    parser.add_argument("--starttls", metavar="CERTIFICATE", help="a path without .pem")
    parser.add_argument("--tls", metavar="CERTIFICATE")
    parser.add_argument("--mail-reply")
    parser.add_argument("--recipient-reply")
    parser.add_argument("--data-reply")
    parser.add_argument("--refuse-first", action="store_true")
    parser.add_argument("--disconnect-after-message", action="store_true")
    parser.add_argument("--after-data", choices=["drop", "silence"])
    parser.add_argument("--instead", choices=["black-hole", "drip"])
    options = parser.parse_args()

    loop = asyncio.get_running_loop()
    if options.instead:
        conversation = black_hole if options.instead == "black-hole" else drip
        server = await asyncio.start_server(conversation, "127.0.0.1", 0)
    else:
        secure = context(options.tls) if options.tls else None
        server = await loop.create_server(factory(options), "127.0.0.1", 0, ssl=secure)
    say("port %d" % server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())
