"""Who decides, who agrees as the second person, and who is blind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from candidates.applications.models import State
from candidates.openings.access import is_part
from candidates.openings.models import OpeningMember
from hiring.decisions.models import Decision

if TYPE_CHECKING:
    from candidates.applications.models import Application
    from candidates.layout.viewer import Viewer

Part = OpeningMember.Part
Verdict = Decision.Verdict
_SCREENED = frozenset({State.APPLIED, State.SCREENING, State.INVITED})


def verdicts_for(user: Viewer, application: Application) -> tuple[Verdict, ...]:
    """Return the verdicts that are this person's to give, wherever the application stands.

    Hiring managers of the opening: all. Its recruiters: decline and hold, up to the Day.
    """
    if is_part(user, application.opening_id, Part.HIRING_MANAGER):
        return (Verdict.HIRE, Verdict.DECLINE, Verdict.HOLD)
    recruits = is_part(user, application.opening_id, Part.RECRUITER)
    if recruits and application.state in _SCREENED:
        return (Verdict.DECLINE, Verdict.HOLD)
    return ()


def require_decider(user: Viewer, application: Application, verdict: str) -> None:
    """403 unless the verdict is this person's to give; none yet is for the form to say."""
    given = verdicts_for(user, application)
    if not given or (verdict in Verdict.values and verdict not in given):
        raise PermissionDenied(_("Only a hiring manager of this opening decides this."))


def get_decision(user: Viewer, pk: int) -> Decision:
    """Return the decision with its application; 404 for strangers and for the blind."""
    found = Decision.objects.visible_to(user).filter(pk=pk)
    decision = found.select_related("application__opening", "application__candidate").first()
    if decision is None:
        raise Http404
    return decision


def is_second_person(user: Viewer, decision: Decision) -> bool:
    """Tell whether the user may agree to somebody else's override."""
    if decision.decided_by_id == user.pk:
        return False
    if user.has_perm("candidates.see_every_opening"):
        return True
    return is_part(user, decision.application.opening_id, Part.HIRING_MANAGER)


def require_second_person(user: Viewer, decision: Decision) -> None:
    """403 unless the user may agree to this override."""
    if not is_second_person(user, decision):
        raise PermissionDenied(
            _("A second hiring manager of this opening, or an administrator, has to agree.")
        )


def may_revoke(user: Viewer, decision: Decision) -> bool:
    """Tell whether the user may take the decision back: who made it, and hiring managers."""
    if decision.decided_by_id == user.pk:
        return True
    return is_part(user, decision.application.opening_id, Part.HIRING_MANAGER)


def require_revoker(user: Viewer, decision: Decision) -> None:
    """403 unless the user may take the decision back."""
    if not may_revoke(user, decision):
        raise PermissionDenied(_("Only a hiring manager of this opening takes this back."))


def may_release(user: Viewer, application: Application) -> bool:
    """Tell who lets prepared decisions count, and asks for more marks: hiring managers."""
    return is_part(user, application.opening_id, Part.HIRING_MANAGER)


def require_manager(user: Viewer, application: Application) -> None:
    """403 unless the user decides for this opening."""
    if not may_release(user, application):
        raise PermissionDenied(_("Only a hiring manager of this opening decides this."))


def may_hire(user: Viewer, application: Application) -> bool:
    """Tell whether the user may write down that the candidate accepted."""
    parts = (Part.HIRING_MANAGER, Part.RECRUITER)
    return any(is_part(user, application.opening_id, part) for part in parts)


def require_hirer(user: Viewer, application: Application) -> None:
    """403 unless the user may write down that the candidate accepted."""
    if not may_hire(user, application):
        raise PermissionDenied(
            _("Only hiring managers and recruiters of this opening can do that.")
        )
