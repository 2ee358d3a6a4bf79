"""A mail server that is never killed: it takes a while to say yes, and remembers every mail."""

from __future__ import annotations

import random
import socketserver
import threading
import time
from email import message_from_bytes


class _Handler(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        try:
            self.say("220 sink")
            recipients = []
            while line := self.rfile.readline():
                verb = line[:4].upper()
                if verb == b"QUIT":
                    self.say("221 goodbye")
                    return
                if verb == b"RCPT":
                    recipients.append(line)
                if verb != b"DATA":
                    self.say("250 fine")
                    continue
                self.say("354 go on")
                self.server.take(self._data(), len(recipients))
                self.say("250 taken")
        except OSError:
            pass  # whoever was talking has been killed

    def _data(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise ConnectionError
            lines.append(line)
        return b"".join(lines)


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.lock = threading.Lock()
        self.delivered = {}
        self.recipients = set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def take(self, data, recipients):
        """Delivered is delivered, whether or not the sender hears of it."""
        mail = message_from_bytes(data)
        time.sleep(random.uniform(0, 0.1))
        with self.lock:
            key = mail["Message-ID"]
            self.delivered[key] = self.delivered.get(key, 0) + 1
            self.recipients.add(recipients)
        time.sleep(random.uniform(0, 0.2))

    def handle_error(self, request, client_address):
        pass
