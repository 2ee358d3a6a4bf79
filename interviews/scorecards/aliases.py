"""Names that markers of written work do not see while they mark."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Final

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from interviews.stages import registry

if TYPE_CHECKING:
    from interviews.scorecards.models import Scorecard

SHORTEST: Final = 2  # letters of a part of a name that is looked for; one alone is in every text
DECLINED_FROM: Final = 4  # letters from which on a longer word may be the name in another case
MASK: Final = "▮▮▮"


def alias_of(application_id: int, stage_id: int) -> str:
    """Return what a candidate is called in one stage: the same for all of its markers.

    It tells nothing without the site's secret, and is another one in another stage.
    """
    digest = salted_hmac("scorecards.alias", f"{stage_id}:{application_id}").digest()
    return _("Candidate %(code)s") % {"code": base64.b32encode(digest)[:5].decode()}


def hides_name(scorecard: Scorecard) -> bool:
    """Tell whether the marker must not see whose work it is: until they have locked."""
    return registry.get(scorecard.stage.kind).names_hidden and scorecard.locked_at is None


def name_for_marker(scorecard: Scorecard) -> str:
    """Return what the marker of a scorecard may call its candidate (stage and candidate loaded)."""
    if hides_name(scorecard):
        return alias_of(scorecard.application_id, scorecard.stage_id)
    return scorecard.application.candidate.name


def without_name(text: str, *, name: str, email: str) -> str:
    """Return the text with the candidate's own name and address covered.

    Each part of the name counts, as it is written and in capitals, and with the endings that
    languages put on it; “Will” leaves the word “will” alone.
    """
    parts = [part for part in re.split(r"[\s.\-’']+", name) if len(part) >= SHORTEST]
    words = [_word(form) for part in parts for form in (part, part.upper())]
    wanted = [f"(?i:{re.escape(email)})", f"(?i:{re.escape(name)})", *words]
    return re.sub("|".join(wanted), MASK, text)


def _word(part: str) -> str:
    ending = r"\w*" if len(part) >= DECLINED_FROM else r"(?!\w)"
    return rf"(?<!\w){re.escape(part)}{ending}"
