"""The three exercises that a recruiter starts from; every word of them can be changed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from interviews.recordings.models import Exercise


def starter_exercises() -> list[dict[str, Any]]:
    """Return the fields of three exercises, in the language of whoever asks."""
    return [
        {
            "kind": Exercise.Kind.READ,
            "title": _("Read a passage"),
            "prompt": _(
                "Thank you for waiting. I have found your order, and I can see what went wrong: "
                "the parcel was sent to your old address on Thursday. I am sending another one "
                "today, so that you have it before the weekend, and you need not do anything "
                "about the first. May I read the address back to you?"
            ),
            "think_seconds": 30,
            "answer_seconds": 60,
            "takes": 2,
        },
        {
            "kind": Exercise.Kind.TALK,
            "title": _("Talk freely"),
            "prompt": _(
                "Tell us about a time when somebody helped you really well, in a shop, on the "
                "telephone or anywhere else. What did they do?"
            ),
            "think_seconds": 60,
            "answer_seconds": 90,
            "takes": 2,
        },
        {
            "kind": Exercise.Kind.CALLER,
            "title": _("Answer an upset caller"),
            "prompt": "\n".join(
                [
                    _("This is the third time I call, and each of you tells me something else."),
                    _("The wrong part came, twice. I work by telephone, I need it on Monday."),
                    _("And what if it is the wrong one again?"),
                ]
            ),
            "think_seconds": 5,
            "answer_seconds": 45,
            "takes": 2,
        },
    ]
