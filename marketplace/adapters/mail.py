"""The mailer port: SMTP by setting; without it mail stays in the outbox table."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit
from uuid import UUID


class SmtpMailer:
    """Sends through `smtp://user:password@host:port` (or `smtps://`)."""

    def __init__(self, url: str, sender: str) -> None:
        self.url, self.sender = urlsplit(url), sender

    def send(self, *, message_id: UUID, recipient: str, subject: str, body: str) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, recipient, subject
        mail["Message-ID"] = f"<{message_id}@marketplace>"
        mail.set_content(body)
        kind = smtplib.SMTP_SSL if self.url.scheme == "smtps" else smtplib.SMTP
        with kind(self.url.hostname or "127.0.0.1", self.url.port or 0, timeout=20) as server:
            if self.url.username:
                server.login(unquote(self.url.username), unquote(self.url.password or ""))
            server.send_message(mail)


class NoMailer:
    """Used without an SMTP setting: the job leaves the mail in the outbox."""

    def send(self, *, message_id: UUID, recipient: str, subject: str, body: str) -> None:
        raise OSError("no SMTP server is set")
