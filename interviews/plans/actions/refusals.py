"""Why a plan cannot be changed now, in sentences fit for the person who tried."""

from __future__ import annotations

from django.utils.translation import gettext as _


class PlanLocked(Exception):
    """The plan has marks, or has been replaced: it stays as it is."""

    def __str__(self) -> str:
        return _("This version of the plan stays as it is. Make a new version to change it.")


class PlanInUse(Exception):
    """The plan is active: its stages and criteria can be reworded, but none added or removed."""

    def __str__(self) -> str:
        return _(
            "This plan is active: words and numbers can still change until the first mark, but "
            "its stages and criteria stay. Make a new version to add, remove or move one."
        )


class PlanNotReady(Exception):
    """Something keeps the plan from being active; `missing` says what."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(missing)
        self.missing = missing

    def __str__(self) -> str:
        return _("The plan is not ready: %(missing)s.") % {"missing": "; ".join(self.missing)}


class CannotAdapt(Exception):
    """A form cannot be adaptive here; the text says why, for whoever plans."""


class DraftWaiting(Exception):
    """The opening has a draft of a plan already."""

    def __str__(self) -> str:
        return _("There is a draft already. Finish it or discard it before you begin another one.")
