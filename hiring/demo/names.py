"""Invented people: names as they are written in four places, and how they spell in an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator


class Person(NamedTuple):
    """A name as its bearer writes it, and the same in ASCII for an e-mail address."""

    name: str
    ascii: str


_LT_WOMEN = [
    "Austėja",
    "Ugnė",
    "Gabija",
    "Eglė",
    "Rūta",
    "Ieva",
    "Živilė",
    "Jūratė",
    "Žydrūnė",
    "Miglė",
    "Dovilė",
    "Aušra",
    "Ingrida",
    "Kristina",
    "Viltė",
]
_LT_MEN = [
    "Lukas",
    "Mantas",
    "Žygimantas",
    "Tomas",
    "Jonas",
    "Ąžuolas",
    "Šarūnas",
    "Darius",
    "Rokas",
    "Paulius",
    "Nerijus",
    "Giedrius",
    "Vytautas",
    "Kęstutis",
    "Arnas",
]
_LT_STEMS = [
    "Kazlausk",
    "Jankausk",
    "Petrausk",
    "Stankevič",
    "Vasiliausk",
    "Žukausk",
    "Butk",
    "Paulausk",
    "Urbon",
    "Kavaliausk",
    "Navick",
    "Šimk",
    "Gudait",
    "Čepulion",
    "Raudon",
]
_BG_WOMEN = [
    ("Мария", "maria"),
    ("Елена", "elena"),
    ("Десислава", "desislava"),
    ("Цветелина", "tsvetelina"),
    ("Ива", "iva"),
    ("Радостина", "radostina"),
    ("Йоана", "yoana"),
    ("Гергана", "gergana"),
    ("Щелияна", "shteliyana"),
    ("Калина", "kalina"),
]
_BG_MEN = [
    ("Георги", "georgi"),
    ("Димитър", "dimitar"),
    ("Николай", "nikolay"),
    ("Петър", "petar"),
    ("Стоян", "stoyan"),
    ("Христо", "hristo"),
    ("Ясен", "yasen"),
    ("Борислав", "borislav"),
    ("Жеко", "zheko"),
    ("Камен", "kamen"),
]
_BG_STEMS = [
    ("Иванов", "ivanov"),
    ("Димитров", "dimitrov"),
    ("Петков", "petkov"),
    ("Ангелов", "angelov"),
    ("Тодоров", "todorov"),
    ("Илиев", "iliev"),
    ("Михайлов", "mihaylov"),
    ("Юнаков", "yunakov"),
    ("Ъглов", "aglov"),
    ("Желев", "zhelev"),
]
_TW_FAMILY = [
    ("陳", "chen"),
    ("林", "lin"),
    ("黃", "huang"),
    ("張", "chang"),
    ("李", "lee"),
    ("王", "wang"),
    ("吳", "wu"),
    ("劉", "liu"),
    ("蔡", "tsai"),
    ("楊", "yang"),
    ("許", "hsu"),
    ("鄭", "cheng"),
]
_TW_GIVEN = [
    ("怡君", "yichun"),
    ("志明", "chihming"),
    ("淑芬", "shufen"),
    ("家豪", "chiahao"),
    ("雅婷", "yating"),
    ("俊傑", "chunchieh"),
    ("美玲", "meiling"),
    ("冠宇", "kuanyu"),
    ("詩涵", "shihhan"),
    ("承翰", "chenghan"),
    ("欣怡", "hsinyi"),
    ("柏翰", "pohan"),
]
_US_FIRST = [
    "Maya",
    "Jordan",
    "Aaliyah",
    "Ethan",
    "Sofía",
    "Noah",
    "Priya",
    "Marcus",
    "Chloe",
    "Diego",
    "Hannah",
    "Tyrone",
    "Grace",
    "Wei",
    "Olivia",
    "Samuel",
    "Fatima",
    "Liam",
    "Renée",
    "Isaac",
]
_US_LAST = [
    "Johnson",
    "García",
    "Nguyen",
    "Williams",
    "O’Brien",
    "Patel",
    "Martinez",
    "Kim",
    "Robinson",
    "Lopez",
    "Thompson",
    "Washington",
    "Rivera",
    "Cohen",
    "Murphy",
    "Jackson",
    "Fernández",
    "Clark",
    "Singh",
    "Hughes",
]
_PLAIN = str.maketrans("ąčęėįšųūžĄČĘĖĮŠŲŪŽíáéóñ", "aceeisuuzACEEISUUZiaeon")


def _ascii(text: str) -> str:
    return text.translate(_PLAIN).replace("’", "").lower()


def _lithuanian(chance: random.Random) -> Person:
    stem = chance.choice(_LT_STEMS)
    if chance.random() < 0.6:  # noqa: PLR2004
        name = f"{chance.choice(_LT_WOMEN)} {stem}{chance.choice(['aitė', 'ienė'])}"
    else:
        name = f"{chance.choice(_LT_MEN)} {stem}as"
    return Person(name, _ascii(name).replace(" ", "."))


def _bulgarian(chance: random.Random) -> Person:
    woman = chance.random() < 0.55  # noqa: PLR2004
    first, plain = chance.choice(_BG_WOMEN if woman else _BG_MEN)
    last, plain_last = chance.choice(_BG_STEMS)
    ending, plain_ending = ("а", "a") if woman else ("", "")
    return Person(f"{first} {last}{ending}", f"{plain}.{plain_last}{plain_ending}")


def _taiwanese(chance: random.Random) -> Person:
    family, plain = chance.choice(_TW_FAMILY)
    given, plain_given = chance.choice(_TW_GIVEN)
    return Person(f"{family}{given}", f"{plain_given}.{plain}")


def _american(chance: random.Random) -> Person:
    name = f"{chance.choice(_US_FIRST)} {chance.choice(_US_LAST)}"
    return Person(name, _ascii(name).replace(" ", "."))


MAKERS = {
    "Vilnius": _lithuanian,
    "Sofia": _bulgarian,
    "Taipei": _taiwanese,
    "San Francisco": _american,
}


def make_people(place: str, count: int, chance: random.Random) -> Iterator[Person]:
    """Invent people from a place, no two of the same name; the same chance gives the same."""
    taken: set[str] = set()
    while len(taken) < count:
        person = MAKERS[place](chance)
        if person.name not in taken:
            taken.add(person.name)
            yield person
