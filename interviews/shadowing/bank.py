"""The rule that stands on every page, the statements of the preview, and our own quiz items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from interviews.shadowing.models import Channel

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

RULE: Final = _(
    "Never write down anything by which a customer could be recognized: no names, numbers, "
    "addresses, nothing about payment or health, and no call in such detail that somebody could "
    "tell whose it was. No photographs and no recordings."
)

# the same before and after; what is agreed with says what somebody expects of the work
STATEMENTS: Final[dict[str, _StrPromise]] = {
    "know": _("I know what a working day here is like."),
    "calm": _("Most calls are friendly."),
    "able": _("I could stay kind with an angry customer."),
    "want": _("I would look forward to this work in the morning."),
}
AGREEMENT: Final = (
    (1, _("not at all")),
    (2, _("rather not")),
    (3, _("in part")),
    (4, _("rather")),
    (5, _("fully")),
)


class Item(NamedTuple):
    """A question with its options, the right one first; for one channel or for all."""

    question: _StrPromise
    options: tuple[_StrPromise, ...]
    channel: str = ""


ITEMS: Final = (
    Item(
        _("Which of these may stand on your sheet?"),
        (
            _("“The customer was glad that the parcel was found.”"),
            _("“Mrs. Brown's parcel is at 14 Mill Lane.”"),
            _("“Order 88 120 was lost.”"),
            _("“The choir leader in the village called again about her hearing.”"),
        ),
    ),
    Item(
        _("You know the customer. What do you do?"),
        (
            _("Give your host a sign and stop listening."),
            _("Listen and say nothing about it."),
            _("Greet them after the call."),
            _("Tell your host about it in the evening."),
        ),
    ),
    Item(
        _("The customer says that nobody else may listen. What happens?"),
        (
            _("You stop listening at once."),
            _("You may listen if you promise to keep quiet."),
            _("The call is ended."),
            _("Your host asks a second time."),
        ),
    ),
    Item(
        _("A customer reads out the number of their card. Where are you?"),
        (
            _("Unplugged, with the screen turned away."),
            _("Listening, but not writing."),
            _("Checking the number for your host."),
            _("It makes no difference."),
        ),
        Channel.PHONE,
    ),
    Item(
        _("The customer asks you something, as the guest on the line. What do you do?"),
        (
            _("You say nothing; your host answers."),
            _("You answer if you know it."),
            _("You say hello and no more."),
            _("You type the answer for your host."),
        ),
        Channel.PHONE,
    ),
    Item(
        _("What may leave the room with you after the shadowing?"),
        (
            _("What you learned about the work."),
            _("Your notes on paper."),
            _("A picture of the screen without names."),
            _("The funniest call, without the name."),
        ),
    ),
    Item(
        _("You have a question in the middle of a conversation. When do you ask it?"),
        (
            _("Between two conversations; until then you note it."),
            _("At once, whispering."),
            _("By a note that you push across the desk."),
            _("Not at all; questions disturb."),
        ),
    ),
    Item(
        _("What is this hour for?"),
        (
            _("Both sides find out whether this work would suit you."),
            _("To see how many calls you can follow."),
            _("To learn the products by heart."),
            _("To check on the colleague."),
        ),
    ),
    Item(
        _("A customer's screen name in a chat looks like a real name. On your sheet it is …"),
        (
            _("“the customer”."),
            _("the screen name, since anybody can see it."),
            _("the first name only."),
            _("the initials."),
        ),
        Channel.CHAT,
    ),
    Item(
        _("A mail that you read over a shoulder is very well put. What may you do?"),
        (
            _("Note what made it good, in your own words."),
            _("Copy it, leaving out the address."),
            _("Photograph it for yourself."),
            _("Forward it to yourself."),
        ),
        Channel.MAIL,
    ),
)
