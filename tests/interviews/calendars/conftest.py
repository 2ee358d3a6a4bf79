"""The Day of the days' tests, with what is booked on it."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage

import pytest
from django.core.management import call_command

from tests.interviews.days import conftest as days_conftest

book, day, guests, plan, rooms, stations = (
    getattr(days_conftest, name) for name in ("book", "day", "guests", "plan", "rooms", "stations")
)


def reply(session, answer="ACCEPTED", *, who="kim@example.org", sender=None, number=1, **others):
    facts = {"method": "REPLY", "host": "localhost", "comment": "", **others}
    comment = f"COMMENT:{facts['comment']}\r\n" if facts["comment"] else ""
    calendar = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
        f"METHOD:{facts['method']}\r\nBEGIN:VEVENT\r\n"
        f"UID:session-{session.pk}@{facts['host']}\r\nSEQUENCE:2\r\nDTSTAMP:20261118T120000Z\r\n"
        f"ORGANIZER:mailto:jobs@example.org\r\n{comment}"
        f"ATTENDEE;PARTSTAT={answer};CN=Kim:MAILTO:{who}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    message = EmailMessage()
    message["From"] = f"Kim <{sender or who}>"
    message["To"] = "jobs@example.org"
    message["Subject"] = "Accepted"
    message["Message-ID"] = f"<{number}@example.org>"
    message.set_content("Yes")
    message.add_alternative(calendar, subtype="calendar", params={"method": facts["method"]})
    message.add_attachment(calendar, subtype="calendar", filename="invite.ics")
    return message


@pytest.fixture
def inbox(tmp_path, capsys):
    """Put mails into an mbox and read it: `inbox(mail, …)` returns what the command said."""

    def do(*messages):
        box = mailbox.mbox(tmp_path / "replies")
        for message in messages:
            box.add(message)
        box.close()
        call_command("read_replies", str(tmp_path / "replies"))
        return capsys.readouterr().out.strip()

    return do
