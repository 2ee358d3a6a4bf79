"""The glyphs are the right ones: what is printed is compared with what Pillow draws.

Text extraction does not notice wrong glyphs; only a picture does. The same comparison is held
against the known trap (several font files under one family name), and finds it.
"""

from __future__ import annotations

from contextlib import closing

import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageFont

from hiring.reports import fonts, render
from tests.hiring.reports.conftest import BULGARIAN, CHINESE, LITHUANIAN, make_sheet
from tests.hiring.reports.papers import html_of, text_of

SCALE = 6
SIZE = 21  # of the name on the scorecard, in points
SIDE = 48
ALIKE = 0.7  # of the ink of both, what lies on the same spots; wrong letters stay below


def _ink(image: Image.Image) -> Image.Image:
    """The ink of a gray picture (white on black), cut to its edges, on a square."""
    return image.crop(image.getbbox()).resize((SIDE, SIDE)) if image.getbbox() else image


def _face_of(character: str) -> fonts.Face:
    for face in fonts.BOLD:
        with TTFont(fonts.font_file(face)) as font:
            if ord(character) in font.getBestCmap():
                return face
    raise AssertionError(f"no font has {character}")


def _expected(character: str) -> Image.Image:
    """What Pillow draws, straight from the font file."""
    font = ImageFont.truetype(str(fonts.font_file(_face_of(character))), SIZE * SCALE)
    mask = font.getmask(character, mode="L")
    return Image.frombytes("L", mask.size, bytes(mask))


def _printed(content: bytes, line: str) -> list[Image.Image]:
    """The pictures of a line's characters, cut out of the first page."""
    with closing(pdfium.PdfDocument(content)) as document:
        page = document[0]
        words = page.get_textpage()
        height = page.get_height()
        picture = page.render(scale=SCALE, grayscale=True).to_pil()
        picture = picture.point(lambda level: 255 - level)
        start = words.get_text_range().replace("\ufffe", "-").index(line)
        boxes = [words.get_charbox(start + place) for place in range(len(line))]
    return [
        picture.crop(
            (
                int(left * SCALE),
                int((height - top) * SCALE),
                int(right * SCALE) + 1,
                int((height - bottom) * SCALE) + 1,
            )
        )
        for left, bottom, right, top in boxes
    ]


def _likeness(one: Image.Image, other: Image.Image) -> float:
    """The ink that two pictures share, of the ink of both."""
    pairs = list(zip(_ink(one).tobytes(), _ink(other).tobytes(), strict=False))
    both = sum(min(a, b) for a, b in pairs)
    either = sum(max(a, b) for a, b in pairs)
    return both / either if either else 0.0


def likenesses(content: bytes, line: str) -> list[tuple[str, float]]:
    return [
        (character, round(_likeness(picture, _expected(character)), 2))
        for character, picture in zip(line, _printed(content, line), strict=True)
        if not character.isspace()
    ]


@pytest.mark.parametrize("name", [LITHUANIAN, BULGARIAN, CHINESE, "李堃喆，煊", "Μαρία Ανδρέου"])
def test_printed_glyphs_are_those_of_the_name(name):
    html, digest = html_of(make_sheet(name))
    content = render.draw(html, identifier=digest)
    wrong = [pair for pair in likenesses(content, name) if pair[1] < ALIKE]
    assert wrong == []


def test_comparison_finds_the_trap_of_one_family_for_several_files():
    """What every fontsource stylesheet does, and what text extraction does not notice."""
    from weasyprint import CSS, HTML  # noqa: TID251
    from weasyprint.text.fonts import FontConfiguration  # noqa: TID251

    ranges = {"sheet latin bold": "U+0000-00FF", "sheet latin-ext bold": "U+0100-02BA"}
    faces = [face for face in fonts.BOLD if face.family.lower() in ranges]
    rules = "".join(
        f'@font-face {{ font-family: "One"; font-weight: 700; '
        f'src: url("{fonts.font_file(face).resolve().as_uri()}"); '
        f"unicode-range: {ranges[face.family.lower()]}; }}"
        for face in faces
    )
    configuration = FontConfiguration()
    sheet = CSS(string=f"{rules} h1 {{ font: 700 {SIZE}pt One }}", font_config=configuration)
    line = "Žydrūnė Šimkutė"
    html = f"<html lang=lt><h1>{line}</h1>"
    content = HTML(string=html).write_pdf(stylesheets=[sheet], font_config=configuration)
    wrong = [pair for pair in likenesses(content, line) if pair[1] < ALIKE]
    assert text_of(content) == line
    assert len(wrong) > 3
