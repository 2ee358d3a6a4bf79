"""Hearwell Headsets, an invented shop: its staff, its rooms and its four openings."""

from __future__ import annotations

from typing import NamedTuple

from hiring.accounts import roles


class Staff(NamedTuple):
    name: str
    role: str
    time_zone: str


class OpeningSpec(NamedTuple):
    """One opening, the plan template it runs on, and how many people have applied."""

    title: str
    team: str
    place: str
    time_zone: str
    seats: int
    template: str
    applicants: int
    summary: str
    description: str


STAFF = (
    Staff("Rosa Ruiz", roles.RECRUITER, "Europe/Vilnius"),
    Staff("Milan Mraz", roles.HIRING_MANAGER, "Europe/Vilnius"),
    Staff("Ines Ivanova", roles.INTERVIEWER, "Europe/Vilnius"),
    Staff("Viktor Vasilev", roles.INTERVIEWER, "Europe/Vilnius"),
    Staff("Petra Petraitė", roles.INTERVIEWER, "Europe/Vilnius"),
    Staff("Ada Adams", roles.ADMINISTRATOR, "Europe/Vilnius"),
    Staff("Oskar Olsen", roles.HIRING_MANAGER, "Europe/Vilnius"),
    Staff("Lina Lapė", roles.INTERVIEWER, "Europe/Vilnius"),
    Staff("Bogdan Borisov", roles.INTERVIEWER, "Europe/Sofia"),
    Staff("Carol Diaz", roles.INTERVIEWER, "America/Los_Angeles"),
    Staff("Dovydas Dambrauskas", roles.INTERVIEWER, "Europe/Vilnius"),
    Staff("Emilia Evtimova", roles.INTERVIEWER, "Europe/Sofia"),
    Staff("Fang Mei-ling", roles.INTERVIEWER, "Asia/Taipei"),
    Staff("Greta Gudaitytė", roles.INTERVIEWER, "Europe/Vilnius"),
    Staff("Hugo Hernández", roles.INTERVIEWER, "America/Los_Angeles"),
    Staff("Irena Iljina", roles.INTERVIEWER, "Europe/Vilnius"),
    Staff("Karolis Kalnius", roles.INTERVIEWER, "Europe/Vilnius"),
    Staff("Laura Lukaitė", roles.INTERVIEWER, "Europe/Vilnius"),
    Staff("Nikola Nedev", roles.INTERVIEWER, "Europe/Sofia"),
    Staff("Olga Orlova", roles.INTERVIEWER, "Europe/Vilnius"),
)

ROOM_NAMES = ("Alder", "Birch", "Cedar", "Elm", "Hazel", "Larch", "Maple", "Rowan", "Willow")
SEATS_IN_A_ROOM = 6

_WORK = (
    "You advise people by phone, chat and mail: offices that equip forty desks, a singer whose "
    "headset crackles, a grandmother who wants to hear her grandson. A call takes as long as it "
    "takes. You decide what is fair and do it at once.\n\n"
    "What we ask: respect, above all for people who are wrong; clear words; care with details. "
    "You need not know anything about headsets. We teach that in seven weeks.\n\n"
    "How we choose: everybody who is invited spends one day with us, the customer service day. "
    "You will meet many people, each sees one thing, and they do not compare notes before they "
    "have written theirs down."
)

OPENINGS = (
    OpeningSpec(
        "Headset advisor",
        "Customer service",
        "Vilnius",
        "Europe/Vilnius",
        4,
        "a",
        156,
        "Advise people who depend on hearing and being heard.",
        _WORK,
    ),
    OpeningSpec(
        "Customer care specialist",
        "Customer service",
        "Sofia",
        "Europe/Sofia",
        3,
        "b",
        112,
        "Care for our customers in southern Europe, in Bulgarian and English.",
        _WORK,
    ),
    OpeningSpec(
        "Support advisor for offices",
        "Business customers",
        "Taipei",
        "Asia/Taipei",
        3,
        "c",
        80,
        "Look after offices from forty desks upward.",
        _WORK,
    ),
    OpeningSpec(
        "Remote support agent",
        "Night shift",
        "San Francisco",
        "America/Los_Angeles",
        3,
        "d",
        88,
        "Be awake when the rest of us are not, from wherever you live.",
        _WORK,
    ),
)


def address_of(name: str) -> str:
    """Return a member of staff's e-mail address: the first name is enough in a small company."""
    return f"{name.split(maxsplit=1)[0].lower()}@demo.example"
