# ruff: noqa: TID251  (this is the one module)
"""HTML to PDF: the only module that knows WeasyPrint, and never at import time.

Every document is rendered in a child process under limits of time and memory, so that one that
is too complex fails alone. The child is forked: from a warm worker it inherits the import, the
parsed sheet and the fonts, and costs some milliseconds. It reaches nothing but our own fonts.
"""

from __future__ import annotations

import atexit
import contextlib
import datetime as dt
import gc
import logging
import os
import pickle
import re
import resource
import select
import signal
import struct
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.utils.translation import gettext as _

from hiring.reports import fonts
from hiring.reports.kinds import Attached

MIB = 1024 * 1024
SECONDS = 10.0  # unless settings.REPORT_SECONDS says otherwise
STARVED = 0.5  # of the time on the clock: who got less was held up by others
MEMORY_MIB = 768  # more than the process has when the child starts
BIGGEST_PDF = 64 * MIB
SHEET = "hiring/reports/sheet.css"
# a letter of every font, so that a warm process has met them all
_GREETING = "<html lang=en><title>warm</title><p>Aa Žž Щщ Ωω ế 陳 <b>Aa Žž Щщ Ωω 陳</b>"


class DocumentTooComplex(Exception):
    """The document took more time or memory than one may."""

    def __str__(self) -> str:
        return _(
            "This report is too complex to be drawn within the limits of time and memory. "
            "Nothing else is affected; please tell an administrator."
        )


class DocumentRefused(Exception):
    """The document reached for something outside; says what in `args`, to us, not to people."""

    def __str__(self) -> str:
        return _("This report refers to something outside of itself and was not drawn.")


class MachineTooBusy(Exception):
    """The time was over before the document had its share of it; worth another try later."""

    def __str__(self) -> str:
        return _("This machine is too busy to draw the report just now.")


class DrawingCutOff(Exception):
    """Somebody else killed the child, the operator or the machine short of memory; worth another
    try, but not endlessly."""

    def __str__(self) -> str:
        return _("The drawing of this report was cut off.")


class DrawingFailed(Exception):
    """The document could not be drawn for another reason."""

    def __str__(self) -> str:
        return _("This report could not be drawn. Please tell an administrator.")


@dataclass(frozen=True)
class Limits:
    """What one document may take."""

    seconds: float = field(default_factory=lambda: getattr(settings, "REPORT_SECONDS", SECONDS))
    memory_mib: int = MEMORY_MIB


def _fetcher() -> Any:
    """Return a fetcher that opens the fonts of the sheet, and remembers whatever else was asked."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    allowed = fonts.font_faces()[1]

    class OwnFontsOnly(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(allowed_protocols={"file"}, allow_redirects=False)
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in allowed:
                self.refused.append(url[:200])
                raise FatalURLFetchingError(f"refused {url[:200]}")
            return super().fetch(url, headers)

    return OwnFontsOnly()


@cache
def _prepared() -> tuple[Any, Any]:
    """Parse the sheet and load the fonts, once a process."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    atexit.register(_prepared.cache_clear)  # it cannot clean up any more when Python is half gone
    sheet = (Path(settings.BASE_DIR) / "templates" / SHEET).read_text(encoding="utf-8")
    sheet = sheet.replace("BOLD_STACK", fonts.BOLD_STACK).replace("STACK", fonts.STACK)
    text = f"{fonts.font_faces()[0]}\n{sheet}"
    return configuration, CSS(string=text, font_config=configuration, url_fetcher=_fetcher())


def warm() -> None:
    """Import, parse, and draw a line, so that processes forked from this one start fast."""
    draw_here(_GREETING, identifier=b"warm")


def draw_here(
    html: str,
    *,
    identifier: bytes,
    attached: Sequence[Attached] = (),
    dated: dt.datetime | None = None,
) -> bytes:
    """Draw a document in this process and without limits: for warming up and for comparison.

    `attached` are files inside the PDF, all `dated` alike. Raises DocumentRefused.
    """
    from weasyprint import HTML, Attachment
    from weasyprint.urls import FatalURLFetchingError

    fetcher = _fetcher()
    configuration, sheet = _prepared()
    try:
        content = HTML(string=html, url_fetcher=fetcher).write_pdf(
            stylesheets=[sheet],
            font_config=configuration,
            pdf_variant="pdf/ua-1",
            pdf_identifier=identifier,
            attachments=[
                Attachment(
                    string=each.content,
                    name=each.name,
                    description=each.description,
                    relationship="Data",
                    created=dated,
                    modified=dated,
                    url_fetcher=fetcher,
                )
                for each in attached
            ],
        )
    except FatalURLFetchingError as error:
        raise DocumentRefused(str(error)) from None
    if fetcher.refused:
        raise DocumentRefused(", ".join(fetcher.refused))
    return bytes(content)


def draw(
    html: str,
    *,
    identifier: bytes,
    limits: Limits | None = None,
    attached: Sequence[Attached] = (),
    dated: dt.datetime | None = None,
    on_page: Callable[[int], None] | None = None,
) -> bytes:
    """Draw a document as PDF/UA-1 in a child process; the same input gives the same bytes.

    `identifier` becomes the file's identifier. `on_page` hears the number of every page that is
    begun; whatever it raises ends the child. Raises DocumentTooComplex, DocumentRefused,
    MachineTooBusy, DrawingCutOff or DrawingFailed; whatever happens to the child, this process
    goes on.
    """
    limits = limits or Limits()
    _prepared()  # the import, the fonts and the sheet are no part of the document
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        # the heartbeat is a thread; the child needs no lock that it might hold
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        document = {"html": html, "identifier": identifier, "attached": attached, "dated": dated}
        _be_the_child(document, limits, reading, writing)
    os.close(writing)
    try:
        answer = _listen(reading, time.monotonic() + limits.seconds, on_page)
    finally:
        os.close(reading)
        worked, status = _end(child)
    if answer is None:
        raise DocumentTooComplex if worked > STARVED * limits.seconds else MachineTooBusy
    # its own limits end it with another signal, or with this one when its time is used up
    is_shot = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return _understand(answer, is_shot=is_shot and worked < limits.seconds)


def _be_the_child(document: dict[str, Any], limits: Limits, reading: int, writing: int) -> NoReturn:
    """Draw, answer through the pipe, and leave without any of the parent's farewells."""
    try:
        os.close(reading)
        _limit(limits)
        _count_pages(writing)
        answer: tuple[str, Any]
        try:
            answer = ("drawn", draw_here(**document))
        except MemoryError:
            answer = ("too complex", "")
        except RecursionError:
            answer = ("too complex", "")
        except DocumentRefused as error:
            answer = ("refused", error.args)
        except BaseException as error:  # noqa: BLE001  (said to the parent, who raises)
            answer = ("failed", repr(error)[:500])
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(_PAGE.pack(0))
            pickle.dump(answer, pipe)
    finally:
        os._exit(0)


# what goes through the pipe: the number of every page, then 0, then the answer
_PAGE = struct.Struct(">I")
_PAGE_BEGUN = re.compile(r"Page (\d+)$")


class _TellThePage(logging.Handler):
    """Hears from WeasyPrint which page is begun, and says so through the pipe."""

    def __init__(self, writing: int) -> None:
        super().__init__()
        self.writing = writing
        self.told = 0

    def emit(self, record: logging.LogRecord) -> None:
        found = _PAGE_BEGUN.search(record.getMessage())
        # pages are laid out again once their number is known; the bar does not go back
        if found and int(found[1]) > self.told:
            self.told = int(found[1])
            os.write(self.writing, _PAGE.pack(self.told))


def _count_pages(writing: int) -> None:
    logger = logging.getLogger("weasyprint.progress")
    logger.handlers = [_TellThePage(writing)]
    logger.propagate = False
    logger.setLevel(logging.INFO)


def _limit(limits: Limits) -> None:
    """Bound time and memory from within too, so that no orphan outlives a killed parent."""
    for number in (signal.SIGALRM, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    whole = int(limits.seconds) + 1
    signal.alarm(whole)
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    statm = Path("/proc/self/statm")
    if statm.exists():  # Linux; elsewhere time is the only limit
        used = int(statm.read_text().split()[0]) * resource.getpagesize()
        most = used + limits.memory_mib * MIB
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    gc.disable()  # it lives for one document


def _listen(
    reading: int, until: float, on_page: Callable[[int], None] | None = None
) -> bytes | None:
    """Return what the child said until it hung up; None when it was not done in time."""
    heard = bytearray()
    is_answering = False
    while (left := until - time.monotonic()) > 0:
        ready, _out, _err = select.select([reading], [], [], left)
        if not ready:
            return None
        part = os.read(reading, MIB)
        if not part:
            return bytes(heard)
        heard += part
        while not is_answering and len(heard) >= _PAGE.size:
            (page,) = _PAGE.unpack_from(heard)
            del heard[: _PAGE.size]
            is_answering = page == 0
            if page and on_page:
                on_page(page)
        if len(heard) > BIGGEST_PDF:
            raise DocumentTooComplex
    return None


def _end(child: int) -> tuple[float, int]:
    """See the child off, whatever it is doing; return how many seconds it worked, and how it
    ended."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    _pid, status, used = os.wait4(child, 0)
    return used.ru_utime + used.ru_stime, status


def _understand(answer: bytes, *, is_shot: bool) -> bytes:
    """Return the PDF in an answer; when there is no whole one, the child died of its limits or
    was shot."""
    try:
        outcome, content = pickle.loads(answer)  # noqa: S301  (from our own child)
    except (EOFError, pickle.UnpicklingError):
        raise (DrawingCutOff if is_shot else DocumentTooComplex) from None
    if outcome == "drawn":
        return bytes(content)
    if outcome == "refused":
        raise DocumentRefused(*content)
    if outcome == "too complex":
        raise DocumentTooComplex
    raise DrawingFailed(content)


def pdf_time(moment: dt.datetime) -> str:
    """Write a moment as a PDF's metadata want it."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
