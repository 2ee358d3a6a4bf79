"""How allauth behaves here: nobody signs up; an administrator makes accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hiring.accounts.actions import owe_password_link

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts of staff."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:  # noqa: ARG002
        """Say it on the login page: allauth's own page for it has no address here.

        Only somebody who knows the password gets this far.
        """
        messages.error(request, _("This account is closed. An administrator can open it again."))
        return HttpResponseRedirect(reverse("account_login"))

    def send_password_reset_mail(
        self,
        user: Any,
        email: str,  # noqa: ARG002
        context: dict[str, Any],  # noqa: ARG002
    ) -> None:
        """Owe the mail instead of sending it here: the answer then takes as long for somebody
        who works here as for a stranger, and a broken mail server breaks no page."""
        owe_password_link(user_id=user.pk, at=timezone.now())
