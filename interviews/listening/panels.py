"""What stands beside a scorecard that is marked by ear: recordings, moments, a stopwatch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from candidates.openings.access import is_recruiter
from interviews.listening import access, drawings, queries
from interviews.listening.forms import PREFIX, MomentForm
from interviews.listening.models import kinds_by_ear

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from candidates.applications.models import Application
    from candidates.layout.viewer import Viewer
    from interviews.recordings.models import Recording
    from interviews.scorecards.models import Scorecard

KEY: Final = "listening"
TEMPLATE: Final = "interviews/listening/_panel.html"
RECORDINGS: Final = "interviews/listening/_recordings.html"
STYLE: Final = "interviews/listening.css"
MARK: Final = "moment-mark"  # the address that marks one
SPEEDS: Final = ("0.5", "0.75", "1", "1.25", "1.5", "2")
SCRIPT: Final = "interviews/listening.js"


def beside_scorecard(request: HttpRequest, scorecard: Scorecard) -> dict[str, Any] | None:
    """Return what is listened to, with the form for a moment while the scorecard is open."""
    if scorecard.stage.kind not in kinds_by_ear():
        return None
    is_open = not scorecard.is_locked
    tracks = queries.tracks_of(request.user, scorecard, own=is_open)
    measured = {} if is_open else _measured(request.user, scorecard, tracks)
    context = {
        "scorecard": scorecard,
        "tracks": [(track, measured.get(track.key)) for track in tracks],
        "is_open": is_open,
        "speeds": SPEEDS,
        "jump": _("Listen") if is_open else "",
        # only a page that draws a waveform lets a style in
        "nonce": str(request.csp_nonce) if any(each.is_heard for each in tracks) else "",  # type: ignore[attr-defined]
    }
    heard = [track.recording for track in tracks if track.recording and track.is_heard]
    return context | ({"form": moment_form(request, scorecard, heard)} if is_open else {})


def _measured(
    user: Viewer, scorecard: Scorecard, tracks: list[queries.Track]
) -> dict[int | None, drawings.AcousticPanel]:
    """Return what was measured of each recording; nothing but for a coach who has locked."""
    heard = [track.recording.pk for track in tracks if track.recording and track.is_heard]
    if not access.may_see_measures(user, scorecard.application_id):
        return {}
    found = access.measures_of(user, heard)
    return {key: drawings.panel_of(found.get(key)) for key in heard}


def moment_form(request: HttpRequest, scorecard: Scorecard, heard: list[Recording]) -> MomentForm:
    """Return the form for a new moment in what is heard, with what was typed into it."""
    here = request.resolver_match
    is_meant = _holds_words(request) or (here is not None and here.url_name == MARK)
    return MomentForm(
        request.POST if request.method == "POST" and is_meant else None,
        criteria=list(scorecard.stage.criteria.order_by("position")),
        recordings=heard,
    )


def unsaved(request: HttpRequest) -> str:
    """Say that a moment was written down and not marked, lest a button lose its words."""
    if not _holds_words(request):
        return ""
    return _("Your marks are saved, but the moment is not: mark it, or clear its text.")


def _holds_words(request: HttpRequest) -> bool:
    return bool(request.POST.get(f"{PREFIX}-words", "").strip())


def on_application(
    request: HttpRequest,
    application: Application,
    at: dt.datetime,  # noqa: ARG001
) -> dict[str, Any] | None:
    """Return what may be heard of an application; None where the candidate was never recorded."""
    if not application.recordings.exists():
        return None
    return {
        "application": application,
        "recordings": queries.heard_for(request.user, application.pk),
        "is_recruiter": is_recruiter(request.user, application.opening),
    }
