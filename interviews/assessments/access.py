"""The bank holds keys: whoever may not keep it does not learn that it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from interviews.assessments.models import BankImport, Item

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def may_keep(user: Viewer) -> bool:
    """Tell whether the user may read and change the bank."""
    return user.has_perm("interviews.manage_bank")


def may_measure(user: Viewer) -> bool:
    """Tell whether the user may read how the bank measures, and have it worked out anew."""
    return may_keep(user) and user.has_perm("candidates.operate")


def require_keeper(user: Viewer) -> None:
    """404 for whoever may not keep the bank."""
    if not may_keep(user):
        raise Http404


def require_measurer(user: Viewer) -> None:
    """404 for whoever may not read how the bank measures."""
    if not may_measure(user):
        raise Http404


def get_item(user: Viewer, pk: int) -> Item:
    """Return the item; 404 for strangers and where there is none."""
    items = Item.objects.visible_to(user).select_related("competency", "created_by")
    item = items.filter(pk=pk).first()
    if item is None:
        raise Http404
    return item


def get_import(user: Viewer, pk: int) -> BankImport:
    """Return what was read of a file; 404 for everybody but those who keep the bank."""
    require_keeper(user)
    found = BankImport.objects.filter(pk=pk).select_related("created_by").first()
    if found is None:
        raise Http404
    return found
