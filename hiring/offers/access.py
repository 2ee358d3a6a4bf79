"""Who makes an offer, who agrees to it as the second person, and whose it is in the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from candidates.applications.access import get_application, is_mover
from hiring.offers.models import Offer, OfferTemplate
from interviews.scorecards.access import is_blind

if TYPE_CHECKING:
    from candidates.applications.models import Application
    from candidates.layout.viewer import Viewer
    from candidates.people.models import Candidate


def get_offer(user: Viewer, pk: int) -> Offer:
    """Return the offer with everything its page names; 404 for strangers and for the blind."""
    related = ("application__opening", "application__candidate")
    people = ("written_by", "asked_by", "approved_by", "ended_by")
    offer = Offer.objects.visible_to(user).select_related(*related, *people).filter(pk=pk).first()
    if offer is None:
        raise Http404
    return offer


def may_write(user: Viewer, application: Application) -> bool:
    """Tell who makes offers: recruiters and hiring managers of the opening, administrators."""
    return is_mover(user, application.opening)


def get_application_to_offer(user: Viewer, pk: int) -> Application:
    """Return the application; 404 for strangers and the blind, 403 for who only reads it."""
    application = get_application(user, pk)
    if is_blind(user, application.pk):
        raise Http404
    if not may_write(user, application):
        raise PermissionDenied(_("Only recruiters and hiring managers of the opening do that."))
    return application


def get_offer_to_change(user: Viewer, pk: int) -> Offer:
    """Return the offer; 404 for strangers and the blind, 403 for who only reads it."""
    offer = get_offer(user, pk)
    if not may_write(user, offer.application):
        raise PermissionDenied(_("Only recruiters and hiring managers of the opening do that."))
    return offer


def is_second_person(user: Viewer, offer: Offer) -> bool:
    """Tell whether the user may agree: of the opening, and neither wrote the terms nor asked."""
    if user.pk in {offer.written_by_id, offer.asked_by_id}:
        return False
    return may_write(user, offer.application)


def require_template_writer(user: Viewer) -> None:
    """403 unless the user may write templates of offers: recruiters and administrators."""
    if not user.has_perm("candidates.manage_openings"):
        raise PermissionDenied(_("Only recruiters write the templates of offers."))


def get_template(user: Viewer, pk: int) -> OfferTemplate:
    """Return a template that is in use; 403 for who does not write any, 404 without one."""
    require_template_writer(user)
    template = OfferTemplate.objects.filter(pk=pk, retired_at__isnull=True).first()
    if template is None:
        raise Http404
    return template


def get_own_offer(candidate: Candidate, pk: int) -> Offer:
    """Return the candidate's own offer once it has gone out; 404 for anything else."""
    own = Offer.objects.told().filter(application__candidate=candidate)
    offer = own.select_related("application__opening", "application__candidate").filter(pk=pk)
    if (found := offer.first()) is None:
        raise Http404
    return found
