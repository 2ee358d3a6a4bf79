"""Templates of offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hiring.offers import access, queries, templates
from hiring.offers.forms import OfferTemplateForm
from hiring.offers.letter import PLACEHOLDERS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hiring.offers.models import OfferTemplate

form_page = require_http_methods(["GET", "POST"])


@require_GET
def template_list(request: HttpRequest) -> HttpResponse:
    """The templates in use."""
    access.require_template_writer(request.user)
    context = {"templates": queries.templates_in_use()}
    return render(request, "hiring/offers/template_list.html", context)


@form_page
def template_add(request: HttpRequest) -> HttpResponse:
    """Write a new template."""
    access.require_template_writer(request.user)
    return _write(request, None)


@form_page
def template_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a template; offers made from it before stay as they are."""
    return _write(request, access.get_template(request.user, pk))


def _write(request: HttpRequest, template: OfferTemplate | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = OfferTemplateForm(data, initial=OfferTemplateForm.of(template))
    if form.is_bound and form.is_valid():
        try:
            templates.write_template(
                template_id=template.pk if template else None,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except templates.NameTaken as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("The template is saved."))
            return redirect("hiring:offer-template-list")
    context = {"form": form, "template": template, "placeholders": PLACEHOLDERS}
    status = 422 if form.is_bound else 200
    return render(request, "hiring/offers/template_form.html", context, status=status)


@require_POST
def template_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a template no longer."""
    template = access.get_template(request.user, pk)
    templates.retire_template(template_id=template.pk, at=timezone.now())
    messages.success(request, _("The template is put away; offers made from it stay."))
    return redirect("hiring:offer-template-list")
