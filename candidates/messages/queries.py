"""Messages for one page, and the text that a new one begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from candidates.applications.models import Application
from candidates.layout.keys import keys_in
from candidates.messages.models import Message, MessageTemplate
from candidates.messages.texts import TEXTS, Text

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening
    from candidates.people.models import Candidate

PAGE = 50
ON_PANEL = 20
MOST_ADDRESSEES = 50  # a page of the table


@dataclass(frozen=True)
class Page:
    """One page of messages; the numbers of its neighbors, where there are any."""

    messages: list[Message]
    number: int
    previous: int | None
    following: int | None


def list_page(user: Viewer, *, state: str, code: str, number: int) -> Page:
    """Return one page of the messages in one state that the user may see; newest first."""
    found = Message.objects.visible_to(user).filter(state=state).for_list()
    if code:
        found = found.filter(code=code)
    start = (number - 1) * PAGE
    rows = list(found[start : start + PAGE + 1])
    return Page(
        rows[:PAGE],
        number,
        number - 1 if number > 1 else None,
        number + 1 if len(rows) > PAGE else None,
    )


def count_drafts(user: Viewer) -> int:
    """Return how many drafts wait for the user."""
    return Message.objects.visible_to(user).filter(state=Message.State.DRAFT).count()


def of_application(user: Viewer, application: Application) -> list[Message]:
    """Return the newest messages of one application, for its page; one query."""
    found = Message.objects.visible_to(user).filter(application=application)
    return list(found.select_related("task").order_by("-created_at", "-pk")[:ON_PANEL])


def language_for(candidate: Candidate) -> str:
    """Return the language to write to a candidate in: theirs, where we speak it."""
    spoken = dict(settings.LANGUAGES)
    return candidate.language if candidate.language in spoken else settings.LANGUAGE_CODE


def default_text(text: Text, language: str) -> tuple[str, str]:
    """Return subject and body that come with the program, in one language."""
    with translation.override(language):
        return str(text.subject), str(text.body)


def text_for(code: str, language: str) -> tuple[str, str]:
    """Return subject and body of a kind of mail: an administrator's, else our own."""
    row = MessageTemplate.objects.filter(code=code, language=language).first()
    return (row.subject, row.body) if row else default_text(TEXTS[code], language)


def draft_after(user: Viewer, message: Message) -> int | None:
    """Return the draft that stands below this one on the list, by key; one query."""
    drafts = Message.objects.visible_to(user).filter(
        Q(created_at__lt=message.created_at) | Q(created_at=message.created_at, pk__lt=message.pk),
        state=Message.State.DRAFT,
    )
    return drafts.order_by("-created_at", "-pk").values_list("pk", flat=True).first()


def addressees(opening: Opening, keys: str) -> list[Application]:
    """Return the applications of an opening that an address names (keys with dots between), with
    their candidates by name; one query. What is no such key is passed over."""
    wanted = keys_in(keys, most=MOST_ADDRESSEES)
    found = Application.objects.filter(opening=opening, pk__in=wanted)
    return list(found.select_related("candidate").order_by("name_key", "pk"))


@dataclass(frozen=True)
class TemplateLine:
    """One kind of mail in one language, on the list of templates."""

    text: Text
    language: str
    language_name: str
    subject: str
    changed: bool


def template_lines() -> list[TemplateLine]:
    """Return every kind of mail in every language that we speak; one query."""
    rows = {(row.code, row.language): row for row in MessageTemplate.objects.all()}
    lines = []
    for text in TEXTS.values():
        for language, name in settings.LANGUAGES:
            row = rows.get((text.code, language))
            subject = row.subject if row else default_text(text, language)[0]
            lines.append(TemplateLine(text, language, str(name), subject, row is not None))
    return lines
