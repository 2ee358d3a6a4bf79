"""Pages about people who work here, and about oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.history.queries import timeline
from hiring.accounts import access, actions, queries
from hiring.accounts.forms import PersonChangeForm, PersonForm, ProfileForm, ThemeForm
from hiring.accounts.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PEOPLE_ON_A_PAGE = 50


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)


@require_GET
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, by name."""
    access.require_people_manager(request.user)
    with_closed = "closed" in request.GET
    keys = queries.staff_by_name(_me(request).language, with_closed=with_closed)
    page = Paginator(keys, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "people": queries.people_for_list(list(page.object_list)),
        "with_closed": with_closed,
        "counted": ngettext("%(n)s person", "%(n)s people", len(keys)) % {"n": len(keys)},
    }
    return render(request, "hiring/accounts/people_list.html", context)


@require_http_methods(["GET", "POST"])
def person_create(request: HttpRequest) -> HttpResponse:
    """Make an account; its owner sets the password."""
    access.require_people_manager(request.user)
    form = PersonForm(request.POST or None, initial={"time_zone": _me(request).time_zone})
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.create_person(
                **form.cleaned_data, actor=_me(request), at=timezone.now()
            )
        except actions.EmailTaken as error:
            form.add_error("email", str(error))
        else:
            text = _("%(name)s has an account now, and a mail to set a password is on its way.")
            messages.success(request, text % {"name": person})
            return redirect("hiring:people-list")
    status = 422 if request.method == "POST" else 200
    return render(request, "hiring/accounts/person_create.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def person_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change somebody's name and roles, or close their account."""
    person = access.get_person(request.user, pk)
    initial = {
        "name": person.name,
        "roles": [group.name for group in person.groups.all()],
        "is_active": person.is_active,
    }
    form = PersonChangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_person(
                user_id=pk, **form.cleaned_data, actor=_me(request), at=timezone.now()
            )
        except actions.NobodyLeft as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("hiring:people-list")
    context = {
        "form": form,
        "person": person,
        "memberships": queries.memberships_of(person),
        "timeline": timeline(subject="person", subject_key=pk),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "hiring/accounts/person_change.html", context, status=status)


@require_POST
def person_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Send somebody another link to set their password."""
    person = access.get_person(request.user, pk)
    try:
        actions.invite_person(user_id=pk, actor=_me(request), at=timezone.now())
    except actions.AccountClosed as error:
        messages.error(request, str(error))
    else:
        text = _("A mail to %(email)s is on its way.") % {"email": person.email}
        messages.success(request, text)
    return redirect("hiring:person-change", pk)


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """What one may change about oneself."""
    user = _me(request)
    initial = {"name": user.name, "time_zone": user.time_zone, "language": user.language}
    form = ProfileForm(request.POST or None, initial=initial, user=user)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(user_id=user.pk, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("hiring:profile")
    context = {
        "form": form,
        "memberships": queries.memberships_of(user),
        "themes": User.Theme.choices,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "hiring/accounts/profile.html", context, status=status)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Choose light, dark, or like the device."""
    form = ThemeForm(request.POST)
    if form.is_valid():
        actions.choose_theme(user_id=_me(request).pk, **form.cleaned_data)
    else:
        messages.error(request, _("There is no such look."))
    return redirect("hiring:profile")
