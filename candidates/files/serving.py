"""The one way in which a stored file leaves the house. Whoever calls it has checked the rights.

Every header comes out of our own table, never out of what was sent along with the file.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from candidates.files.models import FileRead, StoredFile

if TYPE_CHECKING:
    import datetime as dt

    from django.http.response import HttpResponseBase

log = logging.getLogger(__name__)
_ContentType = StoredFile.ContentType
SENT_AS = {
    _ContentType.PDF: "application/pdf",
    _ContentType.DOCX: _ContentType.DOCX.value,
    _ContentType.TEXT: "text/plain; charset=utf-8",
    _ContentType.PNG: "image/png",
    _ContentType.JPEG: "image/jpeg",
    _ContentType.ZIP: "application/zip",
    _ContentType.SOUND: "audio/webm",
}
INLINE = frozenset({_ContentType.PDF, _ContentType.PNG, _ContentType.JPEG, _ContentType.SOUND})
RANGED = frozenset({_ContentType.SOUND})  # players jump about in these
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
FENCE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-site",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


def serve(
    request: HttpRequest,
    stored_file: StoredFile,
    *,
    at: dt.datetime,
    inline: bool = False,
    name: str = "",
) -> HttpResponseBase:
    """Answer with the file and write down who read it. Raises 404 when its bytes are gone.

    It goes by its own name, unless it is given another.

    Of sound, a part may be asked for (`Range`): 206 with it, 416 where there is no such part.
    """
    kind = _ContentType(stored_file.content_type)
    asked = request.headers.get("Range", "") if kind in RANGED else ""
    response = _part(stored_file, asked) if asked else _body(stored_file)
    if kind in RANGED:
        response["Accept-Ranges"] = "bytes"
    response["Content-Type"] = SENT_AS[kind]
    shown = inline and kind in INLINE
    response["Content-Disposition"] = str(
        content_disposition_header(as_attachment=not shown, filename=name or stored_file.name)
    )
    for header, value in FENCE.items():
        response[header] = value
    if request.method == "GET":
        reader = request.user if request.user.is_authenticated else None
        FileRead.objects.create(file=stored_file, reader=reader, at=at)
    return response


def _body(stored_file: StoredFile) -> HttpResponseBase:
    if settings.FILE_SERVER == "nginx":
        # nginx keeps six of our headers; its `location /private/` repeats the fence
        return HttpResponse(headers={"X-Accel-Redirect": f"/private/{stored_file.path}"})
    try:
        opened = storages["private"].open(stored_file.path)
    except FileNotFoundError:
        log.exception("The bytes of stored file %s are missing", stored_file.pk)
        raise Http404 from None
    response = FileResponse(opened)
    response["Content-Length"] = str(stored_file.size)
    return response


def _part(stored_file: StoredFile, asked: str) -> HttpResponseBase:
    """Answer with the one part that was asked for; several parts, or nonsense, get it whole.

    nginx cuts parts out by itself.
    """
    found = _RANGE.fullmatch(asked.strip())
    if settings.FILE_SERVER == "nginx" or found is None or found.groups() == ("", ""):
        return _body(stored_file)
    first, last = _bounds(*found.groups(), size=stored_file.size)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored_file.size}"})
    try:
        with storages["private"].open(stored_file.path) as opened:
            opened.seek(first)
            content = opened.read(last - first + 1)
    except FileNotFoundError:
        log.exception("The bytes of stored file %s are missing", stored_file.pk)
        raise Http404 from None
    headers = {"Content-Range": f"bytes {first}-{last}/{stored_file.size}"}
    return HttpResponse(content, status=206, headers=headers)


def _bounds(first: str, last: str, *, size: int) -> tuple[int, int]:
    """Return the first and the last byte of a range; a first behind the last is no range."""
    if not first:  # the last so many
        return max(0, size - int(last)), size - 1 if int(last) else -1
    return int(first), min(int(last), size - 1) if last else size - 1
