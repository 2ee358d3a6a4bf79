"""Who may see an application, and who may move it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from candidates.applications.models import Application, Document
from candidates.openings import access as openings
from candidates.openings.models import OpeningMember

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening

Part = OpeningMember.Part


def get_application(user: Viewer, pk: int) -> Application:
    """Return the application with its opening and candidate; 404 for strangers."""
    seen = Application.objects.visible_to(user).select_related("opening", "candidate", "decided_by")
    application = seen.filter(pk=pk).first()
    if application is None:
        raise Http404
    return application


def get_document(user: Viewer, pk: int) -> Document:
    """Return the document with its file; 404 where the user may not see the application."""
    seen = Application.objects.visible_to(user).values("pk")
    documents = Document.objects.select_related("file").filter(application__in=seen)
    document = documents.filter(pk=pk).first()
    if document is None:
        raise Http404
    return document


def is_mover(user: Viewer, opening: Opening) -> bool:
    """Tell whether the user may move applications: recruiters, hiring managers, administrators."""
    if openings.manages_all(user):
        return True
    return not openings.parts_of(user.pk, opening.pk).isdisjoint(
        (Part.RECRUITER, Part.HIRING_MANAGER)
    )


def require_mover(user: Viewer, opening: Opening) -> None:
    """403 unless the user may move applications to this opening."""
    if not is_mover(user, opening):
        raise PermissionDenied(_("Only this opening's recruiters and hiring managers can do that."))
