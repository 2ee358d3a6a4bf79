"""The way in: who is asked for a login, and the form, which is allauth's in our words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.forms import LoginForm
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseRedirect
    from django.http.response import HttpResponseBase


class EntranceForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """E-mail and password; labels speak for themselves, so nothing stands inside the fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)


class LoginFirst(LoginRequiredMiddleware):
    """Asks for a login unless a view says otherwise, as Django does.

    Whoever sent a form after their session had ended comes back to the page of the form: its own
    address may answer nothing but forms.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """Return the way to the login."""
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        came_from = request.headers.get("Referer", "")
        ours = url_has_allowed_host_and_scheme(
            came_from, {request.get_host()}, require_https=request.is_secure()
        )
        back = urlsplit(came_from) if ours else urlsplit("/")
        return redirect_to_login(
            urlunsplit(("", "", back.path or "/", back.query, "")),
            self.get_login_url(view_func),
            self.get_redirect_field_name(view_func),
        )
