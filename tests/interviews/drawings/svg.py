"""Reads a drawing as it is written down."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from django.template.loader import render_to_string

from interviews.drawings.scale import text_width
from interviews.drawings.shapes import Drawing

SVG = "{http://www.w3.org/2000/svg}"
SLACK = 0.02  # places are rounded to hundredths


def written(drawing: Drawing) -> list[ET.Element]:
    """The SVG elements of a drawing: one, or two with the narrow form; XML or it raises."""
    text = render_to_string("interviews/drawings/drawing.html", {"drawing": drawing})
    return list(ET.fromstring(f"<page>{text}</page>"))


def places(element: ET.Element) -> list[tuple[float, float]]:
    """Every place that an element reaches."""
    get = {name: element.get(name, "") for name in element.attrib}
    match element.tag.removeprefix(SVG):
        case "line":
            pairs = [(get["x1"], get["y1"]), (get["x2"], get["y2"])]
        case "polygon":
            pairs = [tuple(pair.split(",")) for pair in get["points"].split()]
        case "rect":
            x, y = float(get["x"]), float(get["y"])
            wide, high = float(get["width"]), float(get["height"])
            assert wide >= 0
            assert high >= 0
            pairs = [(x, y), (x + wide, y + high)]
        case "circle":
            x, y, r = float(get["cx"]), float(get["cy"]), float(get["r"])
            pairs = [(x - r, y - r), (x + r, y + r)]
        case "text":
            x, y = float(get["x"]), float(get["y"])
            size = float(get["font-size"])
            wide = text_width(element.text or "", size)
            shift = {"start": 0, "middle": wide / 2, "end": wide}[get.get("text-anchor", "start")]
            pairs = [(x - shift, y - size), (x - shift + wide, y)]
        case _:
            pairs = []
    return [(float(x), float(y)) for x, y in pairs]


def assert_sound(drawing: Drawing) -> None:
    """Valid XML, a title first, no style, and everything within the view box."""
    for picture in written(drawing):
        assert picture.tag == f"{SVG}svg"
        assert picture.get("role") == "img"
        assert picture[0].tag == f"{SVG}title"
        assert picture[0].text
        _left, _top, wide, high = (float(each) for each in picture.get("viewBox", "").split())
        for element in picture.iter():
            assert "style" not in element.attrib
            for x, y in places(element):
                assert -SLACK <= x <= wide + SLACK, ET.tostring(element)
                assert -SLACK <= y <= high + SLACK, ET.tostring(element)
    for row in drawing.rows:
        assert len(row) == len(drawing.columns)
        assert all(row)


def words(drawing: Drawing) -> list[str]:
    """What is written in a drawing."""
    return [element.text or "" for element in written(drawing)[0].iter(f"{SVG}text")]
