"""Why a file was refused: one code, one plain sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: dict[str, _StrPromise] = {
    "empty": _("This file is empty. Please choose another one."),
    "too_large": _("This file is larger than 10 MB. Please send a smaller one."),
    "ext": _(
        "We can open PDF, DOCX, TXT, PNG and JPEG files. Please save it as one of these, "
        "or paste the text."
    ),
    "type": _(
        "What is in this file is not what its name says. Please save it anew, best as a PDF."
    ),
    "corrupt": _("This file is damaged and cannot be opened. Please save it anew, best as a PDF."),
    "encrypted": _("This file is locked with a password. Please save it without one."),
    "too_many_pages": _("This document has more than 50 pages. Please send a shorter one."),
    "too_many_pixels": _("This picture has more than 25 million pixels. Please make it smaller."),
    "bomb": _("This file is too complicated to be opened. Please save it anew, best as a PDF."),
    "macro": _("This document contains macros. Please save it as a PDF, or as DOCX without them."),
    "external": _(
        "This document loads parts of itself from somewhere else. Please save it as a PDF."
    ),
    "embedded": _("This document has other files inside it. Please save it as a PDF."),
    "entities": _("This document declares things that we do not open. Please save it as a PDF."),
    "structure": _("This document is put together in an odd way. Please save it as a PDF."),
    "encoding": _("This text is not written in UTF-8. Please save it as UTF-8, or paste the text."),
}


class Refused(Exception):
    """A file did not pass the gate; `code` says why to us and `sentence` to the person."""

    def __init__(self, code: str, sentence: str | _StrPromise | None = None) -> None:
        self.code = code
        self.sentence = sentence or SENTENCES[code]
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.sentence)
