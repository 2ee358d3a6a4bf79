"""Packages of items: a zip with a manifest in and out, a folder in."""

from __future__ import annotations

import io
import math
import posixpath
import re
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _

from interviews.assessments.exchange import lines
from interviews.assessments.exchange.lines import FileRefused, Line
from interviews.assessments.exchange.qti import reading
from interviews.assessments.exchange.qti.declared import Unusable
from interviews.assessments.exchange.qti.flow import name_of
from interviews.assessments.exchange.qti.writing import document, write_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from interviews.assessments.specs import ItemSpec

_ITEM: Final = re.compile(rb"<(?:[\w.-]+:)?(?:qti-assessment-item|assessmentItem)[\s>]")
LARGEST: Final = 20 * 1024 * 1024  # bytes of a package
LARGEST_UNPACKED: Final = 100 * 1024 * 1024
MOST_ENTRIES: Final = 5000
DENSEST: Final = 200  # times as large unpacked as packed
SMALL: Final = 64 * 1024  # bytes of an entry that may be as dense as it likes
MANIFEST: Final = "imsmanifest.xml"
ITEM_TYPE: Final = "imsqti_item_xmlv3p0"
_TEST_TYPES: Final = frozenset({"imsqti_test_xmlv3p0"})
_PACKAGING: Final = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED: Final = 0x1


def write_package(specs: Iterable[ItemSpec]) -> bytes:
    """Return a package of the items. The same items give the same bytes."""
    out = io.BytesIO()
    manifest = Element("manifest", {"xmlns": _PACKAGING, "identifier": "service-day-bank"})
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "QTI Package"
    SubElement(metadata, "schemaversion").text = "3.0.0"
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for spec in specs:
            name = f"items/{spec.code}.xml"
            resource = SubElement(
                resources,
                "resource",
                {"identifier": f"r-{spec.code}", "type": ITEM_TYPE, "href": name},
            )
            SubElement(resource, "file", {"href": name})
            _add(package, name, write_item(spec))
        _add(package, MANIFEST, document(manifest))
    return out.getvalue()


def _add(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    package.writestr(entry, content)


def read_upload(name: str, content: bytes, *, language: str) -> list[Line]:
    """Return the items of a package, or of a single file. Raises FileRefused."""
    if content[:4] == b"PK\x03\x04":
        return read_package(content, language=language)
    if content.lstrip()[:1] == b"<" or content[:3] == b"\xef\xbb\xbf":
        return [reading.read_item(content, name, language=language)]
    raise FileRefused(_("The file is neither a QTI package (zip) nor an item (XML)."))


def read_package(content: bytes, *, language: str) -> list[Line]:
    """Return the items that the manifest of a package names. Raises FileRefused."""
    if len(content) > LARGEST:
        raise FileRefused(_("The package is larger than 20 MB."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            files = _unpacked(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as problem:
        raise FileRefused(_("The package is damaged.")) from problem
    manifest = next((name for name in files if posixpath.basename(name) == MANIFEST), None)
    if manifest is None:
        raise FileRefused(_("The package has no imsmanifest.xml."))
    return _read_files(files, _named_by(manifest, files), language)


def _unpacked(package: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the XML files of a package, in memory; nothing is ever written to a path it names."""
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES:
        raise FileRefused(_("The package has more than %(most)s files.") % {"most": MOST_ENTRIES})
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise FileRefused(_("The package is larger than 100 MB when it is unpacked."))
    for entry in entries:
        _require_harmless(entry)
    files: dict[str, bytes] = {}
    for entry in entries:
        if entry.filename.lower().endswith(".xml"):
            with package.open(entry) as file:
                # one byte more than may be: what lies about its size is cut off here
                files[entry.filename] = file.read(reading.LARGEST + 1)
    return files


def _require_harmless(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or ":" in name or ".." in parts or "\x00" in name:
        raise FileRefused(
            _("The package names a path outside of itself: %(name)s") % {"name": name}
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise FileRefused(_("The package holds a link: %(name)s") % {"name": name})
    if entry.flag_bits & _ENCRYPTED:
        raise FileRefused(_("The package is encrypted."))
    if entry.file_size > max(SMALL, DENSEST * max(entry.compress_size, 1)):
        raise FileRefused(
            _("The package unpacks to far more than it is: %(name)s") % {"name": name}
        )


def _named_by(manifest: str, files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Return (name in the package, type) of every resource of a manifest."""
    try:
        root = reading.parsed(files[manifest])
    except Unusable as problem:
        raise FileRefused(
            _("The manifest cannot be read: %(why)s.") % {"why": problem}
        ) from problem
    folder = posixpath.dirname(manifest)
    return [
        (_joined(folder, resource.get("href", "")), resource.get("type", ""))
        for resource in root.iter()
        if name_of(resource) == "resource" and resource.get("href")
    ]


def _joined(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href)))


def _read_files(
    files: Mapping[str, bytes], resources: list[tuple[str, str]], language: str
) -> list[Line]:
    limits: dict[str, int] = {}
    for name, kind in resources:
        if kind in _TEST_TYPES and name in files:
            limits |= _limits(name, files[name])
    named = [name for name, kind in resources if kind == ITEM_TYPE]
    if len(named) > lines.MOST:
        raise FileRefused(
            _("The file has more than %(most)s items. Send it in parts.") % {"most": lines.MOST}
        )
    return lines.without_doubles(
        reading.read_item(files[name], name, language=language, seconds=limits.get(name))
        if name in files
        else lines.refused(name, "", _("the manifest names it and it is not there"))
        for name in named
    )


def _limits(name: str, content: bytes) -> dict[str, int]:
    """Return the time limits in seconds that a test gives to its items, by file."""
    try:
        root = reading.parsed(content)
    except Unusable:
        return {}
    found = {}
    for reference in root.iter():
        if name_of(reference) != "qti-assessment-item-ref":
            continue
        for limit in reference:
            seconds = _seconds(limit.get("max-time", ""))
            if name_of(limit) == "qti-time-limits" and seconds:
                found[_joined(posixpath.dirname(name), reference.get("href", ""))] = seconds
    return found


def _seconds(text: str) -> int | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return math.ceil(value) if math.isfinite(value) and value > 0 else None


def read_path(path: Path, *, language: str) -> list[Line]:
    """Return the items of a package, a file, or every item below a folder. Raises FileRefused."""
    if not path.is_dir():
        if path.stat().st_size > LARGEST:
            raise FileRefused(_("The package is larger than 20 MB."))
        return read_upload(path.name, path.read_bytes(), language=language)
    return lines.without_doubles(_below(path, language))


def _below(folder: Path, language: str) -> Iterator[Line]:
    """Yield every file that says it is an item, those of the old spelling included: what is
    refused is told, not passed over. Tests, manifests and stimuli are no items."""
    for file in sorted(folder.rglob("*.xml")):
        if file.is_symlink():
            continue
        with file.open("rb") as opened:
            content = opened.read(reading.LARGEST + 1)
        if _ITEM.search(content):
            yield reading.read_item(content, str(file.relative_to(folder)), language=language)
