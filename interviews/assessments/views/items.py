"""Items found, read, written, tried out, put to use, retired."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interviews.assessments import access, actions, queries
from interviews.assessments.forms import FilterForm, ItemForm, ReadingForm, ReasonForm
from interviews.assessments.measuring_words import SHORT_FLAGS
from interviews.assessments.models import Item

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE = "interviews:item-page"


@require_GET
def item_list(request: HttpRequest) -> HttpResponse:
    """The bank, filtered by what stands in the address."""
    access.require_keeper(request.user)
    form = FilterForm(request.GET)
    choice, number = form.choice()
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "choice": choice,
        "page": queries.find_items(request.user, choice, number),
        "query": query.urlencode(),
        "kinds": Item.kind.field.choices,
        "flags": SHORT_FLAGS,
        "may_measure": access.may_measure(request.user),
    }
    return render(request, "interviews/assessments/list.html", context)


@require_GET
def item_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One item: as candidates see it, its key, what answers say of it."""
    return _page(request, access.get_item(request.user, pk))


def _page(request: HttpRequest, item: Item, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "page": queries.item_page(item),
        "item": item,
        "reason_form": ReasonForm(),
        "reading_form": ReadingForm(initial={"proof_note": item.proof_note}),
        **forms,
    }
    return render(request, "interviews/assessments/page.html", context, status=status)


@require_http_methods(["GET", "POST"])
def item_create(request: HttpRequest) -> HttpResponse:
    """Write an item."""
    access.require_keeper(request.user)
    form = ItemForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            item = actions.create_item(spec=form.spec, actor=request.user, at=timezone.now())
        except actions.CodeTaken as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("The item is a draft. Have it read again, then try it."))
            return redirect(PAGE, item.pk)
    status = 422 if form.is_bound else 200
    return render(request, "interviews/assessments/form.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def item_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    item = access.get_item(request.user, pk)
    form = ItemForm(request.POST or None, item=item, initial=ItemForm.of(item))
    if form.is_bound and form.is_valid():
        try:
            actions.change_draft(item_id=pk, spec=form.spec, actor=request.user, at=timezone.now())
        except actions.NotADraft as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The draft is saved."))
            return redirect(PAGE, pk)
    context = {"form": form, "item": item, "is_fixed": item.status != Item.Status.DRAFT}
    status = 422 if form.is_bound else 200
    return render(request, "interviews/assessments/form.html", context, status=status)


@require_POST
def item_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a new version of an item."""
    access.get_item(request.user, pk)
    draft = actions.make_version(item_id=pk, actor=request.user, at=timezone.now())
    messages.success(request, _("This is a draft of version %(n)s.") % {"n": draft.version})
    return redirect("interviews:item-change", draft.pk)


@require_POST
def item_pilot(request: HttpRequest, pk: int) -> HttpResponse:
    """Try an item out."""
    item = access.get_item(request.user, pk)
    try:
        actions.pilot_item(item_id=pk, actor=request.user, at=timezone.now())
    except (actions.NotReady, actions.IllegalStep) as refusal:
        return _page(request, item, 422, refusal=str(refusal))
    messages.success(
        request,
        _("The item is on trial: its words are fixed, and forms draw it once it is put to use."),
    )
    return redirect(PAGE, pk)


@require_POST
def item_live(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an item to use."""
    item = access.get_item(request.user, pk)
    try:
        actions.put_live(item_id=pk, actor=request.user, at=timezone.now())
    except (actions.NotReady, actions.IllegalStep) as refusal:
        return _page(request, item, 422, refusal=str(refusal))
    messages.success(request, _("The item is live: forms draw it from now on."))
    return redirect(PAGE, pk)


@require_POST
def item_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw an item no more."""
    item = access.get_item(request.user, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, item, 422, reason_form=form)
    actions.retire_item(item_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The item is retired. Sittings that have it go on."))
    return redirect(PAGE, pk)


@require_POST
def item_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what a second reading found."""
    item = access.get_item(request.user, pk)
    form = ReadingForm(request.POST)
    if not form.is_valid():
        return _page(request, item, 422, reading_form=form)
    actions.note_reading(item_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The note is saved."))
    return redirect(f"{reverse(PAGE, args=[pk])}#reading")
