"""Reads mails as a mail program does: Base64 of a mail a line in, what was understood as a line of JSON out."""

import base64
import email
import email.policy
import json
import sys
from email.header import decode_header, make_header
from email.utils import parseaddr



def display_name(data):
    # The newer parser leaves a space between encoded words of a name, which RFC 2047 (section 6.2) drops.
    header = email.message_from_bytes(data, policy=email.policy.compat32)["From"]
    return str(make_header(decode_header(parseaddr(header)[0])))


for line in sys.stdin:
    data = base64.b64decode(line)
    mail = email.message_from_bytes(data, policy=email.policy.default)
    plain = mail.get_body(("plain",))
    html = mail.get_body(("html",))
    sender = mail["From"].addresses[0]
    answer = {
        "names": [name.lower() for name in mail.keys()],
        "subject": mail["Subject"],
        "from": [display_name(data), sender.addr_spec],
        "to": [str(address.addr_spec) for address in mail["To"].addresses],
        "id": mail["Message-ID"],
        "seconds": int(mail["Date"].datetime.timestamp()),
        "text": plain.get_content().replace("\r\n", "\n"),
        "html": html.get_content().replace("\r\n", "\n") if html else None,
        "type": mail.get_content_type(),
        "defects": [str(defect) for part in mail.walk() for defect in part.defects],
    }
    print(json.dumps(answer), flush=True)
