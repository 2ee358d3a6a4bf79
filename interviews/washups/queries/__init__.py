"""The decision room, one candidate's evidence, and what a wash-up changed."""

from interviews.washups.queries.candidate import Evidence, Line, Panel, evidence_for
from interviews.washups.queries.more import Gain, gains_of, independent_people
from interviews.washups.queries.protocol import (
    PersonMoved,
    Protocol,
    ProtocolLine,
    RaterMove,
    protocol_of,
)
from interviews.washups.queries.room import Cell, Room, Row, Sight, room_for, sight_of, washup_of

__all__ = [
    "Cell",
    "Evidence",
    "Gain",
    "Line",
    "Panel",
    "PersonMoved",
    "Protocol",
    "ProtocolLine",
    "RaterMove",
    "Room",
    "Row",
    "Sight",
    "evidence_for",
    "gains_of",
    "independent_people",
    "protocol_of",
    "room_for",
    "sight_of",
    "washup_of",
]
