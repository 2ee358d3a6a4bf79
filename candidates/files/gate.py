"""The one gate that every file from outside goes through.

Size, name, sniffed type and first bytes are looked at here; the structure is opened and rewritten
in a child process with limits (`files.inspection`). What comes out is ours: the bytes that were
sent are not kept.
"""

from __future__ import annotations

import codecs
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import magic
from django.conf import settings

from candidates.files import names
from candidates.files.models import StoredFile
from candidates.files.refusals import Refused

LARGEST = 10 * 1024 * 1024
LARGEST_REWRITTEN = 2 * LARGEST
WALL_SECONDS = 10.0

_ContentType = StoredFile.ContentType
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Accepted:
    """A file that passed: its label, its type out of our table, and its rewritten content."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class _Kind:
    """One kind of file: how its content starts and what the sniffer may call it."""

    code: str
    content_type: str
    starts: tuple[bytes, ...]
    sniffed: frozenset[str]


_PDF = _Kind("pdf", _ContentType.PDF, (b"%PDF-",), frozenset({"application/pdf"}))
_DOCX = _Kind(
    "docx",
    _ContentType.DOCX,
    (b"PK\x03\x04",),
    # libmagic knows only some orders of the parts; the inspector looks inside
    frozenset({_WORD, "application/zip", "application/octet-stream"}),
)
_PNG = _Kind(
    "png", _ContentType.PNG, (b"\x89PNG\r\n\x1a\n",), frozenset({"image/png", "image/apng"})
)
_JPEG = _Kind("jpeg", _ContentType.JPEG, (b"\xff\xd8\xff",), frozenset({"image/jpeg"}))
_INSPECTED = {"pdf": _PDF, "docx": _DOCX, "png": _PNG, "jpg": _JPEG, "jpeg": _JPEG}
EXTENSIONS = (*_INSPECTED, "txt")
_NOT_PLAIN_TEXT = frozenset(
    {"text/html", "image/svg+xml", "application/pdf", "application/postscript", "text/x-php"}
)


def check(name: str, content: bytes) -> Accepted:
    """Return the file as it may be kept, or raise `Refused` with the reason.

    The same bytes give the same answer; nothing is written anywhere.
    """
    if not content:
        raise Refused("empty")
    if len(content) > LARGEST:
        raise Refused("too_large")
    extension = names.extension_of(name)
    if extension not in EXTENSIONS:
        raise Refused("ext")
    label = names.label_of(name)
    if extension == "txt":
        return Accepted(label, _ContentType.TEXT, _plain_text(content))
    kind = _INSPECTED[extension]
    _check_type(kind, content)
    return Accepted(label, kind.content_type, _inspect(kind, content))


def typed(name: str, text: str) -> Accepted:
    """Return words that somebody typed or pasted as a file: they are text, whatever they look
    like. Control characters, which a copy out of a PDF brings along, are left out."""
    return Accepted(names.label_of(name), _ContentType.TEXT, _CONTROL.sub("", text).encode())


def _check_type(kind: _Kind, content: bytes) -> None:
    """Both the sniffer and the very first bytes have to agree with the extension."""
    if content.startswith(_OLD_OFFICE) and _ENCRYPTED_PACKAGE in content:
        raise Refused("encrypted")
    if not content.startswith(kind.starts) or _sniff(content) not in kind.sniffed:
        raise Refused("type")


def _sniff(content: bytes) -> str:
    found: str = magic.from_buffer(content[: 256 * 1024], mime=True)
    return found


def _plain_text(content: bytes) -> bytes:
    """Return the text as UTF-8 without a byte-order mark."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        # bytes that no text holds: something else under a text's name
        raise Refused("type" if b"\0" in content else "encoding") from error
    if _CONTROL.search(text) or _sniff(text.encode()) in _NOT_PLAIN_TEXT:
        raise Refused("type")
    if not text.strip():
        raise Refused("empty")
    return text.encode()


def _inspect(kind: _Kind, content: bytes) -> bytes:
    """Have the file opened and rewritten by a child process that is killed when it takes long."""
    verdict, rewritten = _run_inspector(kind.code, content)
    if verdict != "ok":
        raise Refused(verdict)
    if not rewritten:
        raise Refused("corrupt")
    if len(rewritten) > LARGEST_REWRITTEN:
        raise Refused("bomb")
    return rewritten


def _run_inspector(code: str, content: bytes) -> tuple[str, bytes]:
    command = [sys.executable, "-s", "-P", "-m", "candidates.files.inspection", code]
    environment = {"PYTHONPATH": str(settings.BASE_DIR), "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryDirectory(prefix="gate-") as folder:
        try:
            done = subprocess.run(  # noqa: S603  (our own module, one of four words)
                command,
                input=content,
                capture_output=True,
                cwd=folder,
                env=environment,
                timeout=WALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "bomb", b""
    if done.returncode < 0:  # a limit ended it
        return "bomb", b""
    verdict, _, rewritten = done.stdout.partition(b"\n")
    return verdict.decode("ascii", "replace") or "corrupt", rewritten
