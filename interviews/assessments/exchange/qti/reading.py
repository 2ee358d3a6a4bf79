"""One QTI 3 item in: what it asks and how it scores, or why it stays out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from interviews.assessments.exchange import lines
from interviews.assessments.exchange.lines import Line
from interviews.assessments.exchange.qti import about, bodies
from interviews.assessments.exchange.qti.declared import Unusable, children, declared_for
from interviews.assessments.exchange.qti.flow import EMPHASIS, name_of
from interviews.assessments.specs import ItemSpec, code_from

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACE: Final = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
LARGEST: Final = 1024 * 1024  # bytes of one item
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_MEDIA: Final = frozenset(
    {"img", "picture", "audio", "video", "object", "iframe", "embed", "svg", "math", "canvas"}
)
_AT_RUN_TIME: Final = frozenset(
    {
        *("qti-template-declaration", "qti-template-processing", "qti-template-block"),
        *("qti-template-inline", "qti-printed-variable"),
    }
)
_ELSEWHERE: Final = frozenset({"qti-assessment-stimulus-ref", "qti-companion-materials-info"})
_FEEDBACK: Final = frozenset({"qti-modal-feedback", "qti-feedback-inline", "qti-feedback-block"})


def parsed(content: bytes) -> Element:
    """Return the tree of an XML file. Raises Unusable; nothing outside the file is ever read."""
    if len(content) > LARGEST:
        raise Unusable(_("the file is larger than 1 MB"))
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as problem:
        raise Unusable(_("it has a document type or entities, which are not read")) from problem
    except (ParseError, ValueError, LookupError) as problem:
        raise Unusable(_("it is not well-formed XML")) from problem
    return root


def read_item(content: bytes, where: str, *, language: str, seconds: int | None = None) -> Line:
    """Return one item of a file; the code is its identifier, `language` holds where it names none.

    `seconds` is the time limit that a test around it gives.
    """
    code = ""
    try:
        root = parsed(content)
        code = code_from(root.get("identifier", ""))
        spec, notes = _spec(root, code, language, seconds)
    except Unusable as reason:
        return lines.refused(where, code, str(reason))
    except RecursionError:
        return lines.refused(where, code, _("it is nested too deeply"))
    return lines.checked(where, spec.stripped(), notes)


def _spec(
    root: Element, code: str, language: str, seconds: int | None
) -> tuple[ItemSpec, list[str]]:
    _require_readable(root)
    body = next(iter(children(root, "qti-item-body")), None)
    if body is None:
        raise Unusable(_("it has no body"))
    interaction = _interaction(body)
    declared = declared_for(root, interaction)
    known = about.read(body)
    kind, stem, content, notes = bodies.read(body, interaction, declared, known)
    stem = stem or root.get("title", "")
    values: dict[str, Any] = {
        "language": root.get(_LANG, language).lower(),
        "time_limit_seconds": seconds,
        **known.fields,
    }
    spec = ItemSpec(code=code, kind=kind, stem=stem, body=content, **values)
    return spec, [*declared.notes, *notes, *_left_out(root)]


def _require_readable(root: Element) -> None:
    namespace, _brace, name = root.tag.removeprefix("{").rpartition("}")
    if name == "assessmentItem":
        raise Unusable(_("it is an item of QTI 2; only QTI 3 is read"))
    if name != "qti-assessment-item" or namespace != NAMESPACE:
        raise Unusable(_("it is not a QTI 3 item"))
    if root.get("adaptive", "false").strip() in {"true", "1"}:
        raise Unusable(_("it is answered in several attempts"))
    for element in root.iter():
        _require_plain(name_of(element))


def _require_plain(name: str) -> None:
    if name in _MEDIA:
        raise Unusable(_("it has pictures, sound or formulas (%(name)s)") % {"name": name})
    if name in _AT_RUN_TIME:
        raise Unusable(_("it makes itself up when it is shown (%(name)s)") % {"name": name})
    if name in _ELSEWHERE:
        raise Unusable(_("it needs material that stands elsewhere (%(name)s)") % {"name": name})


def _interaction(body: Element) -> Element:
    found = [each for each in body.iter() if name_of(each).endswith("-interaction")]
    if not found:
        raise Unusable(_("there is nothing to answer"))
    others = sorted({name_of(each) for each in found} - set(bodies.READERS))
    if others:
        raise Unusable(
            _("%(names)s is not one of the six that are read") % {"names": ", ".join(others)}
        )
    if len(found) > 1:
        raise Unusable(_("it asks %(number)s things at once") % {"number": len(found)})
    return found[0]


def _left_out(root: Element) -> Iterator[str]:
    names = {name_of(each) for each in root.iter()}
    if names & _FEEDBACK:
        yield _("feedback was left out: candidates see none")
    if about.has_foreign_emphasis(root, EMPHASIS):
        yield _("emphasis was left out: see whether the item still makes sense")
    if "table" in names:
        yield _("a table became lines of text")
