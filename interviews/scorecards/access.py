"""Who may see a scorecard, and who may do something with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from candidates.applications.models import Application, Document
from candidates.layout.memo import once_a_page
from candidates.openings.access import is_recruiter
from candidates.openings.models import Opening
from interviews.plans.models import Criterion, Stage
from interviews.scorecards.aliases import hides_name, name_for_marker
from interviews.scorecards.models import Rating, RedFlag, Scorecard, still_owes

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

# What of a candidate's papers an interviewer needs for marking a stage of this kind. Everybody
# else marks what they saw and heard. The letter's own kit says: no CV before the mark.
PAPERS: Final[dict[str, tuple[str, ...]]] = {"cover-letter": (Document.Kind.LETTER,)}


def get_scorecard(user: Viewer, pk: int) -> Scorecard:
    """Return a scorecard whose marks the user may see, with all that its page names; else 404."""
    found = (
        Scorecard.objects.visible_to(user)
        .select_related(
            "stage__plan",
            "application__candidate",
            "application__opening",
            "interviewer",
            "session__room",
            "session__station__day",
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Missing:
    """Who has not locked a scorecard of an application: who owes one, and who cannot mark it.

    This is for deciding what to ask next, and is shown to nobody.
    """

    owing: frozenset[int]
    conflicted: frozenset[int]


@once_a_page
def missing_marks(application_id: int) -> Missing:
    """Return whose scorecards are not locked: one query, and one for a whole page."""
    rows = Scorecard.objects.filter(application=application_id, locked_at__isnull=True)
    found = list(rows.values_list("interviewer_id", "closed_at"))
    return Missing(
        frozenset(who for who, closed_at in found if closed_at is None),
        frozenset(who for who, closed_at in found if closed_at is not None),
    )


def is_blind(user: Viewer, application_id: int) -> bool:
    """Tell whether the user still owes a scorecard for the application, and so is blind."""
    return user.pk in missing_marks(application_id).owing


def get_own_scorecard(user: Viewer, pk: int) -> Scorecard:
    """Return a scorecard that the user is to mark; 404 for a stranger, 403 for an onlooker."""
    scorecard = get_scorecard(user, pk)
    if scorecard.interviewer_id != user.pk:
        raise PermissionDenied(_("Only the interviewer marks a scorecard."))
    return scorecard


def get_criterion(scorecard: Scorecard, pk: int) -> Criterion:
    """Return a criterion of the scorecard's stage; else 404."""
    criterion = Criterion.objects.filter(pk=pk, stage_id=scorecard.stage_id).first()
    if criterion is None:
        raise Http404
    return criterion


def get_own_rating(user: Viewer, pk: int) -> Rating:
    """Return a mark of the user's own; 404 for a stranger's, 403 for one they may only see."""
    rating = Rating.objects.visible_to(user).select_related("scorecard").filter(pk=pk).first()
    if rating is None:
        raise Http404
    if rating.scorecard.interviewer_id != user.pk:
        raise PermissionDenied(_("Only the interviewer revises a mark."))
    return rating


def get_red_flag(user: Viewer, pk: int) -> RedFlag:
    """Return a red flag that the user was told of or raised; else 404."""
    flag = (
        RedFlag.objects.visible_to(user)
        .select_related("application__candidate", "application__opening", "scorecard__stage")
        .select_related("raised_by", "answered_by")
        .filter(pk=pk)
        .first()
    )
    if flag is None:
        raise Http404
    return flag


def may_answer(user: Viewer, flag: RedFlag) -> bool:
    """Tell who answers a red flag: recruiters and hiring managers of the opening."""
    return Opening.objects.visible_to(user).filter(pk=flag.application.opening_id).exists()


def require_answerer(user: Viewer, flag: RedFlag) -> None:
    """403 for the interviewer who raised the flag and plays no other part."""
    if not may_answer(user, flag):
        raise PermissionDenied(_("The recruiter or the hiring manager answers a red flag."))


def get_application_to_assign(user: Viewer, pk: int) -> Application:
    """Return an application whose markers the user chooses; 404, or 403 unless a recruiter."""
    application = (
        Application.objects.visible_to(user)
        .select_related("opening", "candidate")
        .filter(pk=pk)
        .first()
    )
    if application is None:
        raise Http404
    if not is_recruiter(user, application.opening):
        raise PermissionDenied(_("Only recruiters of the opening ask people to mark."))
    return application


def get_closed_scorecard(user: Viewer, pk: int) -> Scorecard:
    """Return a scorecard closed over a conflict of interest that the user may give to somebody
    else; 404 unless they coordinate and owe nothing for the candidate, 403 unless a recruiter."""
    found = (
        Scorecard.objects.progress_visible_to(user)
        .filter(pk=pk, closed_at__isnull=False)
        .filter(application__opening__in=Opening.objects.keys_visible_to(user))
        .select_related("application__candidate", "application__opening", "stage", "interviewer")
        .first()
    )
    if found is None:
        raise Http404
    if not is_recruiter(user, found.application.opening):
        raise PermissionDenied(_("Only recruiters of the opening ask people to mark."))
    return found


def get_stage_to_reveal(user: Viewer, pk: int, stage_pk: int) -> tuple[Application, Stage]:
    """Return an application and a stage whose locked marks the user may reveal to its panel.

    404 for a stranger and for whoever still owes a scorecard for the candidate; 403 unless a
    recruiter.
    """
    seen = Application.objects.visible_to(user).filter(~still_owes(user, "pk"), pk=pk)
    application = seen.select_related("opening", "candidate").first()
    stage = Stage.objects.filter(pk=stage_pk, scorecards__application=pk).first()
    if application is None or stage is None:
        raise Http404
    if not is_recruiter(user, application.opening):
        raise PermissionDenied(_("Only recruiters of the opening reveal marks."))
    return application, stage


def papers_of(scorecard: Scorecard) -> list[Document]:
    """Return the papers that marking this stage needs; mostly none."""
    kinds = PAPERS.get(scorecard.stage.kind)
    if not kinds:
        return []
    papers = Document.objects.filter(application_id=scorecard.application_id, kind__in=kinds)
    return list(papers.select_related("file").order_by("added_at", "pk"))


def shows_letter(scorecard: Scorecard) -> bool:
    """Tell whether the letter typed into the application form is what is marked here."""
    return Document.Kind.LETTER in PAPERS.get(scorecard.stage.kind, ())


def get_paper(user: Viewer, pk: int, document_pk: int) -> tuple[Document, str]:
    """Return one of the papers that the user's own scorecard is about, and what it is called
    there: a file's name often is its sender's. Else 404."""
    scorecard = get_own_scorecard(user, pk)
    for document in papers_of(scorecard):
        if document.pk == document_pk:
            name = document.file.name
            if hides_name(scorecard):
                name = f"{name_for_marker(scorecard)}{Path(name).suffix}"
            return document, name
    raise Http404
