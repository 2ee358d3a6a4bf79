"""What was read of a file, line by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from interviews.assessments.specs import ItemSpec, spec_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST: Final = 2000  # items of a file
LARGEST: Final = 4 * 1024 * 1024  # bytes of a CSV or YAML file
_WHOLE: Final = ("difficulty", "time_limit_seconds")
_TEXTS: Final = (
    "code",
    "language",
    "kind",
    "area",
    "stem",
    "rationale",
    "proof_note",
    "source",
    "licence",
    "competency",
)


class FileRefused(Exception):
    """The file as a whole cannot be read; the text says why."""


@dataclass(frozen=True)
class Line:
    """One item of a file. Either it may come in, or `reasons` says why not; `notes` say what was
    left out or changed on the way."""

    where: str  # "line 7", or a file in a package
    code: str
    spec: ItemSpec | None = None
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


def refused(where: str, code: str, *reasons: str) -> Line:
    """Return an item that stays out."""
    return Line(where, code, None, reasons)


def checked(where: str, spec: ItemSpec, notes: Sequence[str] = ()) -> Line:
    """Return an item that may come in, unless it could not be scored."""
    problems = spec_problems(spec)
    if problems:
        return Line(where, spec.code, None, tuple(problems))
    return Line(where, spec.code, spec, (), tuple(notes))


def without_doubles(lines: Iterable[Line]) -> list[Line]:
    """Keep the first item of every code; say of the others that their code is taken."""
    seen: set[str] = set()
    found = []
    for line in lines:
        if line.spec is not None and line.spec.code in seen:
            found.append(refused(line.where, line.code, _("the code is taken twice")))
            continue
        if line.spec is not None:
            seen.add(line.spec.code)
        found.append(line)
    return found


def spec_from(row: Mapping[str, Any], body: Mapping[str, Any]) -> ItemSpec:
    """Return an item out of named values, as files have them. Raises ValueError with a sentence."""
    values: dict[str, Any] = {name: str(row.get(name) or "") for name in _TEXTS}
    for name in _WHOLE:
        typed = row.get(name)
        if typed is None or str(typed).strip() == "":
            continue
        if not str(typed).strip().isdecimal():
            raise ValueError(_("“%(name)s” is not a whole number") % {"name": name})
        values[name] = int(str(typed))
    values["language"] = values["language"].strip().lower()
    for name in ("code", "kind", "area"):
        values[name] = values[name].strip()
    return ItemSpec(**values, body=body).stripped()


def decoded(content: bytes) -> str:
    """Return the text of a file. Raises FileRefused."""
    if len(content) > LARGEST:
        raise FileRefused(_("The file is larger than 4 MB. Send it in parts."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise FileRefused(
            _("The file is not UTF-8. Save it as “CSV UTF-8”, and send it again.")
        ) from problem
    if "\x00" in text:
        raise FileRefused(_("The file is not a text file."))
    return text
