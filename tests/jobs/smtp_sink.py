"""A real SMTP server on this machine that keeps what it is sent."""

from __future__ import annotations

import socketserver
import threading


class _Session(socketserver.StreamRequestHandler):
    """One client: every command is fine."""

    def handle(self) -> None:
        self.reply("220 sink")
        while line := self.rfile.readline():
            verb = line.split(maxsplit=1)[0].upper() if line.strip() else b""
            if verb == b"DATA":
                self.reply("354 go on")
                self.server.take(self.content())
            self.reply("221 bye" if verb == b"QUIT" else "250 fine")
            if verb == b"QUIT":
                return

    def content(self) -> str:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines).decode()

    def reply(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class SmtpSink(socketserver.ThreadingTCPServer):
    """Up for a `with` block, on a free port; `mails` has the messages as sent."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.mails: list[str] = []
        self.hold, self.held = threading.Event(), 0
        "while `hold` is set a mail is neither kept nor answered"
        self.url = f"smtp://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> SmtpSink:
        threading.Thread(target=self.serve_forever, daemon=True, args=(0.05,)).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def take(self, mail: str) -> None:
        if self.hold.is_set():
            self.held += 1
            threading.Event().wait()
        self.mails.append(mail)

    def close(self) -> None:
        self.shutdown()
        self.server_close()
