"""The mails that there are, with the texts they come with.

A text is used until an administrator writes another one (a `MessageTemplate` row).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Text:
    """One kind of mail. `unknown_fate`: what to do when nobody knows whether it went out.

    A rejection or an offer that arrives twice is worse than one that a person has to look
    after; a link that arrives twice is better than one that never does.
    """

    code: str
    label: str | _StrPromise
    subject: str | _StrPromise
    body: str | _StrPromise
    unknown_fate: Literal["again", "hold"] = "again"


OWN_WORDS: Final = "own-words"
_ALL = (
    Text(
        "application-received",
        _("Application received"),
        _("We have your application: {opening_title}"),
        _(
            "Hello {candidate_name},\n\n"
            "thank you for applying as {opening_title} in {opening_location}. "
            "Your application has arrived, and a person will read it.\n\n"
            "On your own page you see at any time where you stand and what comes next:\n"
            "{portal_link}\n\n"
            "The link is yours alone, please do not pass it on.\n\n"
            "{company_name}"
        ),
    ),
    Text(
        "already-applied",
        _("Applied a second time"),
        _("You have applied already: {opening_title}"),
        _(
            "Hello {candidate_name},\n\n"
            "somebody, most likely you, has just applied as {opening_title} with this address. "
            "Your first application is here and goes on as it is; there is nothing to repeat.\n\n"
            "Where it stands you see on your own page:\n"
            "{portal_link}\n\n"
            "If you would like to add something, answer this mail.\n\n"
            "{company_name}"
        ),
    ),
    Text(
        "invited",
        _("Invitation"),
        _("Your next steps: {opening_title}"),
        _(
            "Hello {candidate_name},\n\n"
            "we have read your application as {opening_title} and would like to get to know "
            "you. We invite you to a Service Day: several short conversations and exercises, "
            "each with somebody else of our team.\n\n"
            "What to expect, and what there is to do before it, stands on your page:\n"
            "{portal_link}\n\n"
            "If you need anything to take part well, tell us by answering this mail.\n\n"
            "{company_name}"
        ),
    ),
    Text(
        "day-timetable",
        _("Timetable of the Day"),
        _("Your timetable: {opening_title}"),
        _(
            "Hello {candidate_name},\n\n"
            "this is your timetable for the Service Day.\n\n"
            "{day}\n\n"
            "{timetable}\n\n"
            "Please tell us whether you come:\n"
            "{answer_link}\n\n"
            "Should it change, your page always has the newest:\n"
            "{portal_link}\n\n"
            "{company_name}"
        ),
    ),
    Text(
        "extra-session",
        _("One more meeting"),
        _("One more meeting: {opening_title}"),
        _(
            "Hello {candidate_name},\n\n"
            "before we decide, we would like to meet you once more, with somebody who has not "
            "seen you yet. It is one short meeting.\n\n"
            "{day}\n\n"
            "{timetable}\n\n"
            "Please tell us whether you come:\n"
            "{answer_link}\n\n"
            "Should it change, your page always has the newest:\n"
            "{portal_link}\n\n"
            "{company_name}"
        ),
    ),
    Text(
        "declined",
        _("Rejection"),
        _("Your application: {opening_title}"),
        _(
            "Hello {candidate_name},\n\n"
            "thank you for the time you gave us. We will not go on with your application as "
            "{opening_title}. A person decided this, not a program, and it is about this "
            "opening, not about you.\n\n"
            "You are welcome to apply again.\n\n"
            "{company_name}"
        ),
        unknown_fate="hold",
    ),
    Text(
        "offered",
        _("Offer"),
        _("We would like you to join us: {opening_title}"),
        _(
            "Hello {candidate_name},\n\n"
            "we would like you to join {team} as {opening_title} in {opening_location}.\n\n"
            "The offer itself follows in the next days. Until then, answer this mail with whatever "
            "you would like to know.\n\n"
            "{company_name}"
        ),
        unknown_fate="hold",
    ),
    Text(
        "offer-ready",
        _("Offer to read and answer"),
        _("Your offer: {opening_title}"),
        _(
            "Hello {candidate_name},\n\n"
            "we would like you to join {team} as {opening_title} in {opening_location}. The offer "
            "with everything in it stands on your own page, where you accept or decline it:\n"
            "{portal_link}\n\n"
            "It stands until {answer_by}. If you would like to talk about it first, answer this "
            "mail.\n\n"
            "{company_name}"
        ),
        unknown_fate="hold",
    ),
    Text(
        "result-sheet",
        _("Result sheet"),
        _("How your Service Day went: {opening_title}"),
        _(
            "Hello {candidate_name},\n\n"
            "thank you once more for your Service Day. This is what we saw; somebody wrote it, and "
            "no program.\n\n"
            "{result_words}\n\n"
            "It stands on your own page as well, where you can keep it as a PDF:\n"
            "{portal_link}\n\n"
            "If you would like to talk about it, answer this mail.\n\n"
            "{company_name}"
        ),
    ),
    Text(
        "withdrawn",
        _("Withdrawal confirmed"),
        _("You have withdrawn: {opening_title}"),
        _(
            "Hello {candidate_name},\n\n"
            "you have withdrawn your application as {opening_title}. There is nothing more for "
            "you to do.\n\n"
            "Thank you for your interest. You are welcome to apply again.\n\n"
            "{company_name}"
        ),
    ),
    Text(
        "how-it-was",
        _("How it was: the survey after the decision"),
        _("How was it with us? {opening_title}"),
        _(
            "Hello {candidate_name},\n\n"
            "you applied as {opening_title}, and we decided. Whatever the answer was: how was it "
            "for you? Two taps on your own page are enough, and a sentence if you like:\n"
            "{portal_link}\n\n"
            "What you answer is kept without your name, and nobody here can tell whose it is. It "
            "changes nothing about your application. We ask this once.\n\n"
            "{company_name}"
        ),
    ),
    Text(
        OWN_WORDS,
        _("In our own words"),
        _("Your application: {opening_title}"),
        _("Hello {candidate_name},\n\n\n\n{company_name}"),
    ),
    Text(
        "portal-link",
        _("Link to the candidate's page"),
        _("The link to your page"),
        _(
            "Hello {candidate_name},\n\n"
            "here is the link to your page, as you asked for it:\n"
            "{portal_link}\n\n"
            "If it was not you who asked, you need not do anything.\n\n"
            "{company_name}"
        ),
    ),
)

TEXTS: Final[dict[str, Text]] = {text.code: text for text in _ALL}
# drafts that a move of the application calls for, and that its next move makes stale
BY_STATE: Final[dict[str, str]] = {
    "invited": "invited",
    "declined": "declined",
    "offered": "offered",
}


def label_of(code: str) -> str:
    """Return what people call this kind of mail."""
    return str(TEXTS[code].label) if code in TEXTS else code
