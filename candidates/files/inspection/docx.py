"""DOCX: a ZIP whose directory is read first, whose parts are counted while they unfold, and whose
every XML part is parsed without document types. What passes is zipped anew.
"""

from __future__ import annotations

import io
import re
import stat
import xml.sax.handler
import zipfile
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException, sax

from candidates.files.inspection.jpeg import without_metadata
from candidates.files.inspection.verdict import Bad

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

MOST_PARTS = 1_000
MOST_INFLATED = 50 * 1024 * 1024
DEEPEST = 200
_CHUNK = 65536
_ENCRYPTED = 0x1
_LOCAL_HEADER = 30
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MAIN_PART = "word/document.xml"
TYPES_PART = "[Content_Types].xml"
XML_KINDS = frozenset({"xml", "rels", "vml", "svg"})
OTHER_KINDS = frozenset(
    "bmp emf gif jfif jpe jpeg jpg odttf png tif tiff ttf wdp webp wmf".split()  # noqa: SIM905
)
INNER_RELATIONS = ("/aFChunk", "/control", "/oleObject", "/package", "/subDocument")
FARAWAY = re.compile(r"\s*(file:|smb:|javascript:|vbscript:|data:|\\\\|//)", re.IGNORECASE)
DDE = re.compile(r"^\s*DDE(AUTO)?\b", re.IGNORECASE)
# what these say about their author is replaced by nothing, under the same names
EMPTY_PROPERTIES = {
    "docProps/core.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp='
        b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    ),
    "docProps/app.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    ),
    "docProps/custom.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
    ),
}


def rewrite(content: bytes) -> bytes:
    """Return the document zipped anew; raise `Bad` when something in it should not be there."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            _check_directory(parts)
            contents = _read(archive, parts)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise Bad("corrupt") from error
    if TYPES_PART not in contents or MAIN_TYPE not in _check_parts(contents):
        raise Bad("type")
    return _zip(contents)


def _check_directory(parts: list[zipfile.ZipInfo]) -> None:
    """Judge the parts by what the directory says of them, before anything unfolds."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INFLATED:
        raise Bad("bomb")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Bad("encrypted")
    if len({part.filename.casefold() for part in parts}) != len(parts):
        raise Bad("structure")
    for part in parts:
        _check_name(part)
    end = 0
    for part in sorted(parts, key=lambda each: each.header_offset):
        if part.header_offset < end:
            raise Bad("bomb")  # two parts out of the same bytes
        end = part.header_offset + _LOCAL_HEADER + part.compress_size


def _check_name(part: zipfile.ZipInfo) -> None:
    name = part.orig_filename
    lower = name.lower()
    steps = name.split("/")
    if "vbaproject" in lower or "vbadata" in lower or lower.endswith(("macros.bin", ".docm")):
        raise Bad("macro")
    if any(mark in name for mark in ("\\", ":", "\0")) or any(
        step in {"", "..", "."} for step in steps
    ):
        raise Bad("structure")
    if stat.S_ISLNK(part.external_attr >> 16):
        raise Bad("structure")
    if "/embeddings/" in lower or "/activex/" in lower:
        raise Bad("embedded")
    if _kind(name) not in XML_KINDS | OTHER_KINDS:
        raise Bad("embedded")


def _kind(name: str) -> str:
    return name.rsplit("/", 1)[-1].rpartition(".")[2].lower()


def _read(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    contents, left = {}, MOST_INFLATED
    for part in parts:
        chunks = []
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Bad("bomb")
                chunks.append(chunk)
        contents[part.filename] = b"".join(chunks)
    return contents


class _Reader(xml.sax.handler.ContentHandler):
    """Looks at every element of a part for what reaches out of the document."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.types: set[str] = set()
        self.instruction: list[str] = []
        self.inside_instruction = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self.depth += 1
        if self.depth > DEEPEST:
            raise Bad("bomb")
        local = name.rpartition(":")[2]
        if local == "Relationship":
            _check_relation(attrs)
        elif local in {"Override", "Default"}:
            self.types.add(attrs.get("ContentType", ""))
        elif local == "altChunk":
            raise Bad("embedded")
        elif local == "fldSimple":
            _check_instruction(attrs.get(f"{name.rpartition(':')[0]}:instr", ""))
        elif local == "fldChar":
            self._end_instruction()
        self.inside_instruction = local == "instrText"

    def characters(self, content: str) -> None:
        if self.inside_instruction:
            self.instruction.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        self.depth -= 1
        self.inside_instruction = False
        if name.rpartition(":")[2] in {"p", "document"}:
            self._end_instruction()

    def _end_instruction(self) -> None:
        _check_instruction("".join(self.instruction))
        self.instruction = []


def _check_instruction(text: str) -> None:
    if DDE.match(text):
        raise Bad("external")


def _check_relation(attrs: AttributesImpl) -> None:
    kind, target = attrs.get("Type", ""), attrs.get("Target", "")
    if attrs.get("TargetMode", "").lower() == "external":
        if not kind.endswith("/hyperlink") or FARAWAY.match(target):
            raise Bad("external")
        return
    if kind.endswith(INNER_RELATIONS):
        raise Bad("embedded")
    if kind.endswith("/vbaProject"):
        raise Bad("macro")
    if "://" in target or "\\" in target:
        raise Bad("external")


def _check_parts(contents: dict[str, bytes]) -> set[str]:
    """Parse every XML part; return the content types that the document declares."""
    types: set[str] = set()
    for name, content in contents.items():
        if _kind(name) not in XML_KINDS:
            continue
        reader = _Reader()
        try:
            sax.parseString(content, reader, forbid_dtd=True)
        except DefusedXmlException as error:
            raise Bad("entities") from error
        except xml.sax.SAXException as error:
            raise Bad("corrupt") from error
        if name == TYPES_PART:
            types = reader.types
    if any("macroenabled" in each.lower() or "vbaproject" in each.lower() for each in types):
        raise Bad("macro")
    return types


def _zip(contents: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    ordered = sorted(contents, key=lambda name: (name != TYPES_PART, name))
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ordered:
            content = EMPTY_PROPERTIES.get(name, contents[name])
            archive.writestr(zipfile.ZipInfo(name), without_metadata(content), zipfile.ZIP_DEFLATED)
    return written.getvalue()
