"""The fonts of our PDFs: converted once from the npm packages, each under a name of its own.

Several font files under one family name print garbage: the PDF font is keyed by family and
style, and glyph numbers of different files get mixed, which text extraction does not notice.
So every file has its own family, and a stack of them makes the one face that people see.
Decoding woff2 takes seconds for Chinese, so TTFs are kept in `var/fonts`.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

_NOTO = "@fontsource-variable/noto-sans/files/noto-sans-{}-wght-normal.woff2"
_TC = "@fontsource/noto-sans-tc/files"
_NOTO_TC = f"{_TC}/noto-sans-tc-chinese-traditional-{{}}-normal.woff"
_TC_SLICES = "noto-sans-tc-[0-9]*-{}-normal.woff"
_SCRIPTS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese")
# what belongs to other ways of setting type, and would not fit the glyphs that are added
_NOT_NEEDED = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx")
_BASIC_PLANE = 0xFFFF


@dataclass(frozen=True)
class Face:
    """One font file in one weight, and the one family name that it has.

    A variable source is pinned to the weight when it is converted: doing that in every PDF
    took a fifth of the time. `slices` are further files whose characters are taken in: the big
    Chinese file has neither “，” nor many a character of people's names.
    """

    family: str
    source: str
    weight: int
    slices: str = ""


def _faces(weight: int, suffix: str) -> tuple[Face, ...]:
    """Return the faces of one weight, in the order in which a glyph is looked for."""
    named = [(f"Sheet {script}{suffix}", _NOTO.format(script)) for script in _SCRIPTS]
    chinese = Face(
        f"Sheet chinese{suffix}", _NOTO_TC.format(weight), weight, _TC_SLICES.format(weight)
    )
    return (*(Face(family, source, weight) for family, source in named), chinese)


REGULAR = _faces(400, "")
BOLD = _faces(700, " bold")
FACES = REGULAR + BOLD
STACK = ", ".join(face.family for face in REGULAR)
BOLD_STACK = ", ".join(face.family for face in BOLD)


def folder() -> Path:
    """Where the converted fonts lie; the only place that a PDF is made from."""
    return Path(settings.VAR) / "fonts"


def font_file(face: Face) -> Path:
    """Return the face as a TTF, converting it when nobody has yet.

    Any number of processes may do so at once: each writes a file of its own and renames it.
    """
    sources = _sources(face)
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    name = f"{face.family.lower().replace(' ', '-')}-{face.weight}-{digest}.ttf"
    target = folder() / name
    if not target.exists():
        _convert(face, sources, target)
    return target


def _sources(face: Face) -> list[Path]:
    first = Path(settings.NODE_MODULES) / face.source
    return [first, *(sorted(first.parent.glob(face.slices)) if face.slices else [])]


def _convert(face: Face, sources: list[Path], target: Path) -> None:
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        # its own time of making stays in the file, so that the same fonts give the same bytes
        with (
            TTFont(sources[0], lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font,
            os.fdopen(handle, "wb") as part,
        ):
            font.flavor = None
            if "fvar" in font:
                instantiateVariableFont(font, {"wght": face.weight}, inplace=True)
            if face.slices:
                _take_in(font, sources[1:])
            font.save(part)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _take_in(font: Any, slices: list[Path]) -> None:
    """Add the characters that the slices have and the font has not."""
    from fontTools.ttLib import TTFont

    for tag in _NOT_NEEDED:
        if tag in font:
            del font[tag]
    known = set(font.getBestCmap())
    tables = [table for table in font["cmap"].tables if table.isUnicode()]
    added: dict[str, Any] = {}
    for number, path in enumerate(slices):
        with TTFont(path, lazy=True) as other:
            new = {code: glyph for code, glyph in other.getBestCmap().items() if code not in known}
            for code, glyph in sorted(new.items()):
                name = _adopt(font, other, glyph, f"s{number}", added)
                for table in tables:
                    if code <= _BASIC_PLANE or table.format >= 12:  # noqa: PLR2004  (32 bits)
                        table.cmap[code] = name
            known |= set(new)
    order = [*font.getGlyphOrder(), *added]
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    font["glyf"].glyphs.update(added)


def _adopt(font: Any, other: Any, glyph: str, prefix: str, added: dict[str, Any]) -> str:
    """Take over one glyph, and those that it is composed of; return its new name."""
    name = f"{prefix}.{glyph}"
    if name in added:
        return name
    shape = other["glyf"].glyphs[glyph]  # as bytes: unpacking them all would take minutes
    if shape.isComposite():
        shape.expand(other["glyf"])
        for part in shape.components:
            part.glyphName = _adopt(font, other, part.glyphName, prefix, added)
    added[name] = shape
    font["hmtx"][name] = other["hmtx"][glyph]
    return name


@cache
def font_faces() -> tuple[str, frozenset[str]]:
    """Return the `@font-face` rules, and the addresses that they and nothing else may fetch."""
    rules, addresses = [], set()
    for face in FACES:
        address = font_file(face).resolve().as_uri()
        addresses.add(address)
        rules.append(
            f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
            f'src: url("{address}") format("truetype"); }}'
        )
    return "\n".join(rules), frozenset(addresses)
