"""The closed list of placeholders, and the one pass that fills them in.

No template engine and no `str.format` ever sees a text that somebody typed. A value is never
looked at again once it stands in the text: its braces are turned into parentheses.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from candidates.applications.models import Application
    from candidates.people.models import Candidate


@dataclass(frozen=True)
class Facts:
    """What a placeholder's value may be made of."""

    candidate: Candidate
    application: Application | None
    at: dt.datetime
    extra: Mapping[str, str] = field(default_factory=dict)


Resolver = Callable[[Facts], str]

# what can be said of everybody who has applied; the others belong to a Day, an offer, a result
OF_ANYBODY: Final = frozenset(
    {
        "candidate_name",
        "company_name",
        "opening_location",
        "opening_title",
        "portal_link",
        "team",
    }
)


@dataclass(frozen=True)
class Placeholder:
    """`at_send`: filled in only while the mail goes out and never stored (a portal link).

    `ours`: the value is made by our own code, such as an address or a timetable; it may have
    lines, and links in it stay links.
    """

    name: str
    resolver: Resolver
    at_send: bool
    ours: bool
    label: str | _StrPromise


_PLACEHOLDER = re.compile(r"\{([a-z_]{1,40})\}")
_ANY_BRACE = re.compile(r"\{[^{}\n]{0,60}\}?|\}")
# what makes mail programs draw a link: a dot, a colon, a slash or an at sign inside a word
_LINKING = re.compile(r"(?<=\S)([.:/@\\\u3002\uff0e\uff61])(?=\S)")
_WORD_JOINER = "\u2060"
_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_placeholders: dict[str, Placeholder] = {}


def register(
    name: str,
    resolver: Resolver,
    at_send: bool = False,  # noqa: FBT001, FBT002
    *,
    ours: bool = False,
    label: str | _StrPromise = "",
) -> None:
    """Add a placeholder; what is filled in at sending is taken to be ours."""
    if not _PLACEHOLDER.fullmatch(f"{{{name}}}"):
        raise ValueError(f"“{name}” cannot be a placeholder")
    if name in _placeholders:
        raise ValueError(f"there is a placeholder {name} already")
    _placeholders[name] = Placeholder(name, resolver, at_send, ours or at_send, label)


def names_at_send() -> list[str]:
    """Return the names of those that are filled in only while a mail goes out."""
    return [each.name for each in _placeholders.values() if each.at_send]


def known() -> list[Placeholder]:
    """Return every placeholder, for whoever writes a template."""
    return sorted(_placeholders.values(), key=lambda each: each.name)


def of_anybody() -> list[Placeholder]:
    """Return those that may stand in a mail in one's own words."""
    return [each for each in known() if each.name in OF_ANYBODY]


def _plain(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"} and (
        character not in _BIDI
    )


def one_line(text: str) -> str:
    """Return a text on one line, without control characters: fit for a header."""
    return "".join(filter(_plain, " ".join(text.split()))).strip()


def _many_lines(text: str) -> str:
    return "\n".join(one_line_keeping_indent(line) for line in text.splitlines())


def one_line_keeping_indent(line: str) -> str:
    """Return one line of a longer text without control characters."""
    return "".join(filter(_plain, line.replace("\t", " "))).rstrip()


def _value(placeholder: Placeholder, facts: Facts) -> str:
    """Return a value that can do nothing but be read."""
    text = placeholder.resolver(facts)
    text = _many_lines(text) if placeholder.ours else one_line(text)
    text = text.replace("{", "(").replace("}", ")")
    return text if placeholder.ours else _LINKING.sub(rf"\1{_WORD_JOINER}", text)


def fill(text: str, facts: Facts, *, at_send: bool = False) -> str:
    """Fill in the placeholders of one moment, drafting or sending, in one pass.

    What is not a placeholder of that moment stays as it is.
    """

    def replaced(match: re.Match[str]) -> str:
        placeholder = _placeholders.get(match[1])
        if placeholder is None or placeholder.at_send != at_send:
            return match[0]
        return _value(placeholder, facts)

    return _PLACEHOLDER.sub(replaced, text)


def unknown_in(
    text: str,
    *,
    at_send_only: bool = False,
    never_at_send: bool = False,
    among: Container[str] | None = None,
) -> list[str]:
    """Return what looks like a placeholder in a text and is none that may stand there.

    In a draft only those may stand that are filled in at sending; in a subject none of those;
    where it is not about a Day or an offer, only those `among` the names that anybody has.
    """
    found = []
    for snippet in _ANY_BRACE.findall(text):
        match = _PLACEHOLDER.fullmatch(snippet)
        placeholder = _placeholders.get(match[1]) if match else None
        if (
            placeholder is None
            or (at_send_only and not placeholder.at_send)
            or (never_at_send and placeholder.at_send)
            or (among is not None and placeholder.name not in among)
        ):
            found.append(snippet)
    return found


def _of_opening(name: str) -> Resolver:
    def resolver(facts: Facts) -> str:
        return str(getattr(facts.application.opening, name)) if facts.application else ""

    return resolver


def _of_extra(name: str) -> Resolver:
    return lambda facts: str(facts.extra.get(name, ""))


register("candidate_name", lambda facts: facts.candidate.name, label=_("the name of the candidate"))
register("opening_title", _of_opening("title"), label=_("what the opening is called"))
register("opening_location", _of_opening("location"), label=_("where the opening is"))
register("team", _of_opening("team"), label=_("the team of the opening"))
register("company_name", lambda _facts: settings.COMPANY_NAME, label=_("the name of the company"))
register("day", _of_extra("day"), ours=True, label=_("the date and place of the Service Day"))
register("timetable", _of_extra("timetable"), ours=True, label=_("the candidate's timetable"))
register("answer_by", _of_extra("answer_by"), ours=True, label=_("until when an offer stands"))
register("result_words", _of_extra("result_words"), ours=True, label=_("what a result sheet says"))
