"""One item as it goes in and out: what every file format and form comes to. Pure thinking."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from interviews.assessments import kinds
from interviews.assessments.checks import problems_of
from interviews.assessments.digests import digest_of, search_text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

EASIEST: Final = 1
HARDEST: Final = 5
LONGEST: Final = 4000  # characters of a stem, a rationale, a note
LONGEST_SECONDS: Final = 3600
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,78}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_AREA = re.compile(r"[a-z][a-z0-9-]{0,19}")


@dataclass(frozen=True)
class ItemSpec:
    """One item; `body` is what `scoring` reads, `competency` the code of one."""

    code: str
    language: str
    kind: str
    area: str
    stem: str
    body: Mapping[str, Any]
    rationale: str = ""
    proof_note: str = ""
    difficulty: int = 3
    source: str = ""
    licence: str = ""
    competency: str = ""
    time_limit_seconds: int | None = None

    @property
    def digest(self) -> str:
        """Equal for equal items: everything but the code and the note of the second reading."""
        about = {
            name: value
            for name, value in asdict(self).items()
            if name not in {"code", "proof_note"}
        }
        return digest_of(**about)

    @property
    def search_text(self) -> str:
        return search_text_of(self.code, self.stem, self.body, self.rationale)

    def stripped(self) -> ItemSpec:
        """Return the item with one form of line ends and no space around its texts."""
        texts = ("stem", "rationale", "proof_note", "source", "licence", "competency")
        tidied: dict[str, Any] = {name: tidy(getattr(self, name)) for name in texts}
        return replace(self, **tidied)


def tidy(text: str) -> str:
    """Return a text with one form of line ends and nothing invisible at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def code_from(text: str) -> str:
    """Return a code out of whatever somebody else calls an item."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-._")[:79]
    return plain or "item"


def spec_problems(spec: ItemSpec) -> list[str]:
    """Return, in sentences, what keeps an item out of the bank; nothing where it may come in."""
    found = [] if _CODE.fullmatch(spec.code) else [_("the code is missing or has odd characters")]
    if not _LANGUAGE.fullmatch(spec.language):
        found.append(_("the language is not a code like “en” or “zh-hant”"))
    if not _AREA.fullmatch(spec.area):
        found.append(_("the area is not a short word in small letters"))
    if spec.kind not in dict(kinds.CHOICES):
        return [*found, _("there is no such kind of item")]
    if not EASIEST <= spec.difficulty <= HARDEST:
        found.append(_("the difficulty is not one of 1 to 5"))
    if not spec.stem.strip():
        found.append(_("it does not say what is asked"))
    if any(len(text) > LONGEST for text in (spec.stem, spec.rationale, spec.proof_note)):
        found.append(_("a text is longer than %(most)s characters") % {"most": LONGEST})
    seconds = spec.time_limit_seconds
    if seconds is not None and not 1 <= seconds <= LONGEST_SECONDS:
        found.append(_("the time limit is not 1 to 3600 seconds"))
    return found + problems_of(spec.kind, spec.body)
