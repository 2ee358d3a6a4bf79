"""What a file's name is good for: its extension, and a label. Nothing on disk is called by it."""

from __future__ import annotations

import re
import unicodedata

LONGEST_LABEL_BYTES = 180
# zero-width joiners write Persian words and families of emoji; they stay
_JOINERS = "\u200c\u200d"
_NEVER_ON_DISK = re.compile(r'[<>:"|?*]')


def extension_of(name: str) -> str:
    """Return the extension in lower case, "" where there is none or no name before it.

    Compatibility forms are folded first, so that a full-width “ｐｄｆ” counts; a hidden character
    inside the extension makes it another extension.
    """
    stem, dot, extension = _last_step(name).rpartition(".")
    if not dot or not label_of(name).rpartition(".")[0]:
        return ""
    return extension.lower() if stem.strip(". ") else ""


def label_of(name: str) -> str:
    """Return the name as it may be shown and offered for saving: one line, no path, no tricks."""
    shown = "".join(
        character
        for character in _last_step(name)
        if character in _JOINERS
        or unicodedata.category(character)[0] not in "CZ"
        or character == " "
    )
    shown = " ".join(_NEVER_ON_DISK.sub("_", shown).split()).lstrip(".-~ ")
    stem, dot, extension = shown.rpartition(".")
    if not dot:
        return _cut(shown)
    return f"{_cut(stem).strip()}.{extension[:10]}"


def _last_step(name: str) -> str:
    return re.split(r"[/\\]", unicodedata.normalize("NFKC", name))[-1]


def _cut(text: str) -> str:
    return text.encode()[:LONGEST_LABEL_BYTES].decode(errors="ignore")
