"""The pages of messages: drafts and what became of them, one message, the texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.messages import access, actions, placeholders, queries
from candidates.messages.forms import (
    BulkForm,
    FilterForm,
    MessageForm,
    TemplateForm,
    WriteForm,
)
from candidates.messages.models import Message
from candidates.messages.texts import OWN_WORDS, TEXTS, Text
from candidates.openings.access import get_opening, require_recruiter

UNPROCESSABLE = 422


@require_GET
def message_list(request: HttpRequest) -> HttpResponse:
    """List the messages that the viewer may see, drafts first; the filter stands in the URL."""
    return _list_page(request, FilterForm(request.GET))


def _list_page(request: HttpRequest, asked: FilterForm, error: str = "") -> HttpResponse:
    state, code, number = asked.values
    context = {
        "at": timezone.now(),
        "state": state,
        "states": Message.State.choices,
        "code": code,
        "texts": TEXTS.values(),
        "drafts": queries.count_drafts(request.user),
        "page": queries.list_page(request.user, state=state, code=code, number=number),
        "may_write": request.user.has_perm("candidates.operate"),
        "error": error,
    }
    status = UNPROCESSABLE if error else 200
    return render(request, "candidates/messages/list.html", context, status=status)


@require_GET
def message_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one message as it goes out, and what became of it."""
    message = access.get_message(request.user, pk)
    context = {
        "message": message,
        "may_send": access.may_send(request.user, message),
        "may_operate": request.user.has_perm("candidates.operate"),
        "following": queries.draft_after(request.user, message) if message.is_draft else None,
        "at_send": [
            f"{{{name}}}" for name in placeholders.names_at_send() if f"{{{name}}}" in message.body
        ],
    }
    return render(request, "candidates/messages/page.html", context)


@require_http_methods(["GET", "POST"])
def message_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of a draft."""
    message = access.get_message(request.user, pk)
    access.require_sender(request.user, message)
    words = {"subject": message.subject, "body": message.body}
    form = MessageForm(request.POST or None, initial=words)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_message(
                message_id=pk, **form.cleaned_data, actor=request.user, at=timezone.now()
            )
        except actions.NotADraft as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The draft is changed."))
            return redirect("candidates:message-page", pk)
    context = {"message": message, "form": form}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "candidates/messages/edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
def message_write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to some candidates of an opening in one's own words: a draft for each of them."""
    opening = get_opening(request.user, slug)
    require_recruiter(request.user, opening)
    addressees = queries.addressees(opening, request.GET.get("to", ""))
    if not addressees:
        messages.warning(request, _("Tick the applications first."))
        return redirect("candidates:pipeline-table", slug)
    subject, body = queries.text_for(OWN_WORDS, opening.language)
    form = WriteForm(request.POST or None, initial={"subject": subject, "body": body})
    if request.method == "POST" and form.is_valid():
        number = actions.write_drafts(
            application_ids=[each.pk for each in addressees],
            **form.cleaned_data,
            actor=request.user,
            at=timezone.now(),
        )
        words = ngettext(
            "%(number)d draft waits to be read and released.",
            "%(number)d drafts wait to be read and released.",
            number,
        )
        messages.success(request, words % {"number": number})
        return redirect(f"{reverse('candidates:message-list')}?code={OWN_WORDS}")
    context = {
        "opening": opening,
        "addressees": addressees,
        "form": form,
        "placeholders": placeholders.of_anybody(),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "candidates/messages/write.html", context, status=status)


@require_POST
def message_release(request: HttpRequest) -> HttpResponse:
    """Send the ticked drafts on their way."""

    def said(number: int) -> str:
        return ngettext(
            "%(number)d mail is on its way.", "%(number)d mails are on their way.", number
        ) % {"number": number}

    return _with_ticked(request, actions.release_messages, said)


@require_POST
def message_discard(request: HttpRequest) -> HttpResponse:
    """Put the ticked drafts away unsent."""

    def said(number: int) -> str:
        return ngettext(
            "%(number)d draft is discarded.", "%(number)d drafts are discarded.", number
        ) % {"number": number}

    return _with_ticked(request, actions.discard_messages, said)


def _with_ticked(
    request: HttpRequest, action: Callable[..., int], said: Callable[[int], str]
) -> HttpResponse:
    """Do one thing with the ticked drafts and say with how many."""
    form = BulkForm(request.POST)
    if not form.is_valid():
        return _list_page(request, FilterForm(request.POST), _("Tick the drafts first."))
    keys = access.get_drafts(request.user, form.cleaned_data["message_ids"])
    number = action(message_ids=keys, actor=request.user, at=timezone.now())
    if number:
        messages.success(request, said(number))
    else:
        messages.warning(request, _("None of them was a draft any more."))
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """Return where the form said it came from, if that is on this site; else the list."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if ours else reverse("candidates:message-list")


@require_GET
def message_template_list(request: HttpRequest) -> HttpResponse:
    """List the kinds of mail with their texts."""
    access.require_writer(request.user)
    context = {
        "lines": queries.template_lines(),
        "many_languages": len(settings.LANGUAGES) > 1,
    }
    return render(request, "candidates/messages/template_list.html", context)


@require_http_methods(["GET", "POST"])
def message_template_edit(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Write other words for a kind of mail."""
    access.require_writer(request.user)
    text = _text_or_404(code, language)
    subject, body = queries.text_for(code, language)
    form = TemplateForm(request.POST or None, initial={"subject": subject, "body": body})
    if request.method == "POST" and form.is_valid():
        actions.write_template(code=code, language=language, **form.cleaned_data)
        messages.success(request, _("From now on mails begin with this text."))
        return redirect("candidates:message-template-list")
    context: dict[str, Any] = {
        "text": text,
        "language": language,
        "form": form,
        "placeholders": placeholders.known(),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "candidates/messages/template_edit.html", context, status=status)


@require_POST
def message_template_reset(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Go back to the text that came with the program."""
    access.require_writer(request.user)
    _text_or_404(code, language)
    actions.reset_template(code=code, language=language)
    messages.success(request, _("The text that came with the program is back."))
    return redirect("candidates:message-template-list")


def _text_or_404(code: str, language: str) -> Text:
    if code not in TEXTS or language not in dict(settings.LANGUAGES):
        raise Http404
    return TEXTS[code]
