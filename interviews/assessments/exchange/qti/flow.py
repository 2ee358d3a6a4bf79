"""The text of an item's body: plain lines, with marks where something stands in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE: Final = "\ue000"  # the interaction
HOT: Final = ("\ue001", "\ue002")  # around a hottext
WRONG: Final = ("\ue003", "\ue004")  # around our own marked word
_MARKS = re.compile("[\ue000-\ue0ff]")
WRONG_CLASS: Final = "sd-wrong"
_BLOCKS: Final = frozenset(
    {
        *("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figure"),
        *("figcaption", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"),
        *("main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"),
        *("qti-content-body", "qti-prompt", "qti-simple-choice", "qti-rubric-block"),
    }
)
_SILENT: Final = frozenset(
    {
        *("script", "style", "head", "title", "template", "qti-stylesheet"),
        *("qti-feedback-block", "qti-feedback-inline", "qti-modal-feedback"),
    }
)
EMPHASIS: Final = frozenset(
    {"b", "em", "i", "strong", "sub", "sup", "u", "mark", "s", "del", "ins"}
)


def name_of(element: Element) -> str:
    """Return an element's name without its namespace; nothing for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def classes_of(element: Element) -> list[str]:
    """Return the classes of an element."""
    return element.get("class", "").split()


def lines_of(element: Element, *, without: Element | None = None) -> list[str]:
    """Return the lines of text inside an element, spaces collapsed, empty lines left out.

    Where `without` stands is HERE, its own content is left out; so are rubric blocks inside.
    """
    text = "".join(_pieces(element, without))
    lines = (re.sub(r"[ \t\r\f\v]+", " ", line) for line in text.split("\n"))
    return [line.strip(" ") for line in lines if line.strip()]


def text_of(element: Element) -> str:
    """Return the text inside an element, line by line."""
    return "\n".join(lines_of(element))


def plain(text: str | None) -> str:
    """Return a piece of text of the file: its line ends are spaces, nothing of it is a mark."""
    return _MARKS.sub("", text or "").replace("\n", " ")


def _pieces(element: Element, without: Element | None) -> Iterator[str]:
    yield plain(element.text)
    for child in element:
        yield from _child(child, without)
        yield plain(child.tail)


def _child(child: Element, without: Element | None) -> Iterator[str]:
    name = name_of(child)
    if child is without:
        yield HERE
    elif name == "br":
        yield "\n"
    elif name == "qti-hottext":
        yield HOT[0]
        yield from _pieces(child, without)
        yield HOT[1]
    elif WRONG_CLASS in classes_of(child):
        yield WRONG[0] + "".join(_pieces(child, without)) + WRONG[1]
    elif name and name not in _SILENT and name != "qti-rubric-block":
        edge = "\n" if name in _BLOCKS else ""
        yield edge
        yield from _pieces(child, without)
        yield edge
