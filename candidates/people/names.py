"""Names, as people search for them and as their own language sorts them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Latin letters that Unicode does not take apart into a base and a mark
_WHOLE: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_LATIN_AND_GREEK_END: Final = 0x0400
_WORD: Final = re.compile(r"[^\W_]+")
_HOST: Final = "\u2d63"  # a letter that no name of ours begins with
# Han, kana, Hangul: written without spaces, searched from any character on
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_LONGEST_UNSPACED: Final = 12
_SEARCH_LENGTH: Final = 500
_KEY_LENGTH: Final = 300

# Letters that a language sorts apart from their base ("~" comes after every Latin letter), or
# with another. What is not named here sorts with its base letter and comes after it in a tie.
# Bulgarian and Chinese sort by code point, which is their own order: an alphabet without gaps, and
# Han by radical and stroke.
_TAILORED: Final[dict[str, dict[str, str]]] = {
    "lt": {"č": "c~", "š": "s~", "ž": "z~", "y": "i"},
    "lv": {"č": "c~", "š": "s~", "ž": "z~", "ģ": "g~", "ķ": "k~", "ļ": "l~", "ņ": "n~"},
    "pl": {letter: f"{base}~" for letter, base in zip("ąćęłńóśź", "acelnosz", strict=True)},
}


def _without_marks(text: str) -> str:
    """Strip accents from Latin and Greek letters; й and が are letters of their own and stay."""
    kept: list[str] = []
    bare_base = False
    for character in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(character):
            if not bare_base:
                kept.append(character)
            continue
        bare_base = ord(character) < _LATIN_AND_GREEK_END
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def fold(text: str) -> str:
    """Return the text for comparing: no accents, no case, one form of every character."""
    bare = _without_marks(text.casefold()).casefold().translate(_WHOLE)
    return unicodedata.normalize("NFC", bare)


def words(text: str) -> list[str]:
    """Return the folded words of a name, an e-mail address or a search.

    What stands behind an @ is one word under a mark: half of all addresses end alike, and a
    search for “ma” means Maria, not everybody's mail.example.org.
    """
    found: list[str] = []
    for chunk in fold(text).split():
        local, at_sign, domain = chunk.rpartition("@")
        found.extend(_WORD.findall(local if at_sign else chunk))
        host = "".join(_WORD.findall(domain)) if at_sign else ""
        if host:
            found.append(f"{_HOST}{host}")
    return found


def search_text(name: str, email: str) -> str:
    """Return what is searched: every word, and names without spaces from every character on."""
    found: list[str] = []
    for word in [*words(name), *words(email)]:
        found.append(word)
        for run in _UNSPACED.findall(word):
            ends = range(1, min(len(run), _LONGEST_UNSPACED))
            found.extend(run[start:] for start in ends)
            if run != word:
                found.append(run)
    return " ".join(dict.fromkeys(found))[:_SEARCH_LENGTH]


def sort_key(name: str, language: str) -> str:
    """Return a text whose code points sort the way the language does.

    First the letters, then, where two names have the same ones, their accents: Ąžuolas after
    Azuolas, Čepas after Cvirka in Lithuanian, Y with I. Latin before Cyrillic before Han.
    """
    exact = unicodedata.normalize("NFC", " ".join(name.casefold().split()))
    special = _TAILORED.get(language.split("-", maxsplit=1)[0].lower(), {})
    letters = "".join(special.get(letter, letter) for letter in exact)
    base = " ".join(re.findall(r"[^\W_~]+(?:~[^\W_~]*)*", fold(letters)))
    return f"{base}\x1f{exact}"[:_KEY_LENGTH]
