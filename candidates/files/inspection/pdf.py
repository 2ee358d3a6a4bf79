"""PDF: opened whole, counted, freed of everything that acts, and saved anew.

The list of what goes is by key and by action; what stays of actions is going to a page and
opening a web or mail address on a click. A full save leaves behind older revisions, whatever
stood after the end, and objects that nothing refers to.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf

from candidates.files.inspection.jpeg import without_metadata
from candidates.files.inspection.verdict import Bad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_PAGES = 50
MOST_OBJECTS = 100_000
MOST_INFLATED = 50 * 1024 * 1024
MOST_INFLATED_PICTURES = 300 * 1024 * 1024  # thirty gray scans of A4 at 300 dpi
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 14_400  # user space units, the limit in PDF 1.7's annex C
DEEPEST = 200

ACTIVE_KEYS = frozenset(
    [
        "/AA",
        "/AF",
        "/Collection",
        "/EF",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/GoToE",
        "/ImportData",
        "/JS",
        "/JavaScript",
        "/Launch",
        "/OpenAction",
        "/Perms",
        "/Rendition",
        "/Renditions",
        "/RichMedia",
        "/RichMediaContent",
        "/RichMediaSettings",
        "/SubmitForm",
        "/URLS",
        "/XFA",
    ]
)
TELLING_KEYS = frozenset({"/LastModified", "/Metadata", "/PieceInfo"})
HARMLESS_ACTIONS = frozenset({"/GoTo", "/Named", "/URI"})
HARMLESS_ADDRESSES = (b"http://", b"https://", b"mailto:", b"tel:")
ACTING_ANNOTATIONS = frozenset(
    {"/3D", "/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound"}
)
_ACTION_PLACES = ("/A", "/PA", "/Next")
_ACTION_TYPES = frozenset(
    [
        "/GoTo3DView",
        "/GoToE",
        "/GoToR",
        "/Hide",
        "/ImportData",
        "/JavaScript",
        "/Launch",
        "/Movie",
        "/Rendition",
        "/ResetForm",
        "/RichMediaExecute",
        "/SetOCGState",
        "/Sound",
        "/SubmitForm",
        "/Thread",
        "/Trans",
    ]
)


def rewrite(content: bytes) -> bytes:
    """Return the document without anything that acts or tells; raise `Bad` when it cannot be."""
    if b"%%EOF" not in content:
        raise Bad("corrupt")  # it was cut off
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            _count_pages(pdf)
            _measure(pdf)
            _clean(pdf)
            written = io.BytesIO()
            pdf.save(
                written,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                deterministic_id=True,
            )
    except pikepdf.PasswordError as error:
        raise Bad("encrypted") from error
    except pikepdf.PdfError as error:
        raise Bad("corrupt") from error
    return written.getvalue()


def _count_pages(pdf: pikepdf.Pdf) -> None:
    if len(pdf.objects) > MOST_OBJECTS:
        raise Bad("bomb")
    if len(pdf.pages) > MOST_PAGES:
        raise Bad("too_many_pages")
    if not pdf.pages:
        raise Bad("corrupt")
    for page in pdf.pages:
        box = [abs(float(side)) for side in page.mediabox]
        if max(box) > LONGEST_SIDE:
            raise Bad("bomb")


def _measure(pdf: pikepdf.Pdf) -> None:
    """Inflate every stream, counting, and stop as soon as it is too much."""
    words_left, pictures_left = MOST_INFLATED, MOST_INFLATED_PICTURES
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream):
            continue
        if _name(item, "/Subtype") == "/Image":
            if int(item.get("/Width", 0)) * int(item.get("/Height", 0)) > MOST_PIXELS:
                raise Bad("bomb")
            pictures_left -= _inflated(item, pictures_left)
        else:
            words_left -= _inflated(item, words_left)
        if words_left < 0 or pictures_left < 0:
            raise Bad("bomb")


def _name(given: Any, key: str) -> str:
    """Return the name under a key, "" when there is none or something else."""
    value = given.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _filters(stream: pikepdf.Stream) -> list[str]:
    given = stream.get("/Filter")
    if given is None:
        return []
    names: Iterable[Any] = given if isinstance(given, pikepdf.Array) else [given]
    return [str(name) for name in names]


def _inflated(stream: pikepdf.Stream, budget: int) -> int:
    """Return how many bytes the stream comes to, or a little more than the budget."""
    chunks: Iterator[bytes] = iter([stream.read_raw_bytes()])
    for name in _filters(stream):
        if name in {"/FlateDecode", "/Fl"}:
            chunks = _unfold(chunks)
        elif name in {"/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/Crypt"}:
            break  # pixels: their number was looked at
        else:
            return _inflated_by_qpdf(stream)
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > budget:
            break
    return size


def _inflated_by_qpdf(stream: pikepdf.Stream) -> int:
    """The rarer foldings are unfolded at once; not enough memory for it comes as any error."""
    try:
        return len(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))
    except (pikepdf.PdfError, RuntimeError) as error:
        raise Bad("bomb") from error


def _unfold(chunks: Iterator[bytes]) -> Iterator[bytes]:
    engine = zlib.decompressobj()
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                yield engine.decompress(rest, 65536)
                rest = engine.unconsumed_tail
    except zlib.error:
        return  # damaged streams are for readers to skip


def _clean(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        _clean_object(item)
        if isinstance(item, pikepdf.Stream):
            _clean_stream(item)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for page in pdf.pages:
        _clean_annotations(page)


def _clean_object(item: Any) -> None:
    """Clean one object and what lies directly in it (what it refers to has its own turn)."""
    todo: list[tuple[Any, int]] = [(item, 0)]
    while todo:
        current, depth = todo.pop()
        if depth > DEEPEST:
            raise Bad("bomb")
        if isinstance(current, (pikepdf.Dictionary, pikepdf.Stream)):
            _clean_dictionary(current)
            values = [value for _, value in current.items()]
        elif isinstance(current, pikepdf.Array):
            values = list(current)
        else:
            continue
        todo.extend(
            (value, depth + 1)
            for value in values
            if isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect
        )


def _clean_dictionary(given: Any) -> None:
    if _name(given, "/S") in _ACTION_TYPES:
        for key in list(given.keys()):
            del given[key]
        return
    for key in list(given.keys()):
        if key in ACTIVE_KEYS or key in TELLING_KEYS:
            del given[key]
    for place in _ACTION_PLACES:
        if isinstance(given.get(place), pikepdf.Dictionary) and not _is_harmless(given[place]):
            del given[place]


def _is_harmless(action: Any) -> bool:
    """Tell an action that goes to a page or opens a web or mail address."""
    if "/S" not in action and "/Type" not in action:
        return True  # /A is also an attribute of structure elements
    kind = _name(action, "/S")
    if kind not in HARMLESS_ACTIONS and _name(action, "/Type") == "/Action":
        return False
    if kind == "/URI":
        address = bytes(action.get("/URI", pikepdf.String(""))).strip().lower()
        return address.startswith(HARMLESS_ADDRESSES)
    return True


def _clean_stream(stream: pikepdf.Stream) -> None:
    """Take away content kept elsewhere, and what a camera wrote into a photograph."""
    for key in ("/F", "/FFilter", "/FDecodeParms"):
        if key in stream:
            del stream[key]
    if _filters(stream) == ["/DCTDecode"]:
        parameters = stream.get("/DecodeParms")
        picture = without_metadata(stream.read_raw_bytes())
        stream.write(picture, filter=pikepdf.Name.DCTDecode, decode_parms=parameters)


def _clean_annotations(page: pikepdf.Page) -> None:
    if not isinstance(page.obj.get("/Annots"), pikepdf.Array):
        return
    page.obj["/Annots"] = pikepdf.Array(
        [
            each
            for each in page.obj["/Annots"]
            if isinstance(each, pikepdf.Dictionary)
            and _name(each, "/Subtype") not in ACTING_ANNOTATIONS
        ]
    )
