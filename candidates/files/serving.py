"""The one way in which a stored file leaves the house. Whoever calls it has checked the rights.

Every header comes out of our own table, never out of what was sent along with the file.
"""

from __future__ import annotations

import logging
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
}
INLINE = frozenset({_ContentType.PDF, _ContentType.PNG, _ContentType.JPEG})
FENCE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-site",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


def serve(
    request: HttpRequest, stored_file: StoredFile, *, at: dt.datetime, inline: bool = False
) -> HttpResponseBase:
    """Answer with the file and write down who read it. Raises 404 when its bytes are gone."""
    response = _body(stored_file)
    kind = _ContentType(stored_file.content_type)
    response["Content-Type"] = SENT_AS[kind]
    shown = inline and kind in INLINE
    response["Content-Disposition"] = str(
        content_disposition_header(as_attachment=not shown, filename=stored_file.name)
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
