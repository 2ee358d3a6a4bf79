"""Gathers the rooms' models for Django."""

from candidates.applications.models import Application, Document, Move, Tally
from candidates.files.models import FileRead, StoredFile
from candidates.history.models import Entry
from candidates.messages.models import Message, MessageTemplate
from candidates.notices.models import Notice
from candidates.openings.models import Opening, OpeningMember
from candidates.outbox.models import Schedule, Task
from candidates.people.models import Candidate
from candidates.portal.models import PortalLink

__all__ = [
    "Application",
    "Candidate",
    "Document",
    "Entry",
    "FileRead",
    "Message",
    "MessageTemplate",
    "Move",
    "Notice",
    "Opening",
    "OpeningMember",
    "PortalLink",
    "Schedule",
    "StoredFile",
    "Tally",
    "Task",
]
