"""The competencies that a fresh installation starts with, to be made one's own.

The service traits and their anchors follow the starter set of the design's science guide; the
values are those of a values-first support department, each recognized by its behaviors. "Values
fit" is not one trait here: the four values are rated one by one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from interviews.competencies.models import Competency

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text: TypeAlias = str | _StrPromise

SERVICE, VALUE = Competency.Family.SERVICE, Competency.Family.VALUE


@dataclass(frozen=True)
class Starter:
    """One competency as it is shipped."""

    code: str
    family: Competency.Family
    name: Text
    description: Text
    anchors: tuple[Text, Text, Text]  # for 1, 3 and 5


TRAITS: tuple[Starter, ...] = (
    Starter(
        "warmth",
        SERVICE,
        _("Warmth"),
        _("Well-disposed towards the other person, and it is heard. Imitated warmth is heard too."),
        (
            _("Flat or curt. The caller has to work to keep the conversation going."),
            _("Polite and pleasant, but scripted: any caller would hear the same words."),
            _(
                "The caller audibly relaxes. Uses the caller's name and situation naturally, and "
                "stays warm when interrupted."
            ),
        ),
    ),
    Starter(
        "tone",
        SERVICE,
        _("Tone"),
        _(
            "How it is said fits what is said, and to whom. Not accent, not a beautiful voice, and "
            "no guess at what the speaker feels."
        ),
        (
            _(
                "How it is said takes back what is said: the apology is thrown away, a question "
                "comes as a reproach."
            ),
            _("Fits in the main; one tone for everything, or it slips when interrupted."),
            _(
                "Fits each moment: unhurried for bad news, lighter for good. A no is as friendly "
                "as a yes, and stays so when interrupted."
            ),
        ),
    ),
    Starter(
        "empathy",
        SERVICE,
        _("Empathy"),
        _(
            "Grasps the other's situation and knows what helps in it: when to ask, when to advise, "
            "when to leave private matters alone."
        ),
        (
            _("Goes straight to the procedure; misses the feeling, or disputes it."),
            _("Acknowledges the feeling once, in general words, and moves on."),
            _(
                "Names the particular problem and what it did to the customer, checks that this is "
                "right, and then acts on it."
            ),
        ),
    ),
    Starter(
        "optimism",
        SERVICE,
        _("Optimism"),
        _(
            "How setbacks and successes are explained. Service wears people out; some explain a "
            "failure in a way that lets them get up again. Not every post needs the same measure."
        ),
        (
            _("Setbacks are permanent, spoil everything, and are other people's fault."),
            _("Mixed: some of it could not be helped, some of it taught them something."),
            _(
                "Finds particular causes that can be changed, owns their share, and names the next "
                "step they took."
            ),
        ),
    ),
    Starter(
        "caution",
        SERVICE,
        _("Caution"),
        _(
            "Sees what may go wrong before promising anything. For posts that want it, rate this "
            "in the place of optimism."
        ),
        (
            _("Promises first and thinks later; cannot name a risk in their own plan."),
            _("Names the obvious risk when asked, and has some plan for it."),
            _(
                "Unasked, names what could go wrong, how likely it is and what it would cost the "
                "customer, and has a way back."
            ),
        ),
    ),
    Starter(
        "team-orientation",
        SERVICE,
        _("Team orientation"),
        _("Passes on what the customer told them, gives help, and accepts it."),
        (
            _("Speaks only of “I”; blames colleagues; keeps knowledge to themselves."),
            _("Cooperates when asked to."),
            _(
                "Describes in detail how they gave help or credit at a cost to themselves, and how "
                "they took help from others."
            ),
        ),
    ),
    Starter(
        "conscientiousness",
        SERVICE,
        _("Conscientiousness"),
        _("Responsible, diligent and thorough: without it the other traits are not enough."),
        (
            _("Misses requirements that were stated; leaves ends loose and does not notice."),
            _("Meets what was asked for, once reminded or with small slips."),
            _(
                "Meets everything that was asked for, checks their own work, and closes the loop "
                "with whoever is waiting."
            ),
        ),
    ),
    Starter(
        "attention-to-detail",
        SERVICE,
        _("Attention to detail"),
        _("What is written is right, and what does not fit is noticed."),
        (
            _("Three or more errors or omissions that matter to the customer."),
            _("One or two minor errors; nothing that would mislead the customer."),
            _("No errors, and notices what does not fit together in the material."),
        ),
    ),
    Starter(
        "communication",
        SERVICE,
        _("Communication"),
        _("Gets the meaning across to this listener or reader."),
        (
            _("Afterwards the listener could not repeat the point."),
            _("Clear, with some jargon or detours; one order fits all listeners."),
            _(
                "In good order and in the listener's words; checks what was understood and adapts "
                "to the answer."
            ),
        ),
    ),
    Starter(
        "patience",
        SERVICE,
        _("Patience"),
        _("Stays even when the other person does not follow, and finds another way."),
        (
            _("The tone hardens, or they take over, hurry, or give up."),
            _("Stays civil, and says the same explanation again."),
            _("Stays even through the third “I don't get it”, and each time finds a new route."),
        ),
    ),
    Starter(
        "self-motivation",
        SERVICE,
        _("Self-motivation"),
        _("Sets goals of their own and reaches them without being watched."),
        (
            _("Needs prompting; has no example of something begun of their own accord."),
            _("One example of something begun and finished of their own accord."),
            _(
                "A goal of their own, kept up over time: the obstacle, what they did, what it came "
                "to."
            ),
        ),
    ),
    Starter(
        "respect",
        SERVICE,
        _("Respect"),
        _(
            "A customer may be wrong and still deserves respect. Contempt, rolled eyes, or keeping "
            "back what a customer is due is a red flag, whatever the mark."
        ),
        (
            _("Mocks, belittles or dismisses a customer, a colleague or another candidate."),
            _("Courteous throughout; grows formal or distant with a customer who is wrong."),
            _(
                "Takes a customer who is wrong as seriously as one who is right, and speaks of "
                "difficult people as they would to their face."
            ),
        ),
    ),
    Starter(
        "commitment-to-customers",
        SERVICE,
        _("Commitment to customers"),
        _("Can be trusted to follow their own judgment with a customer."),
        (
            _(
                "Ends where the rule ends; what the customer feels on hanging up is not their "
                "matter."
            ),
            _("Does what was promised, and passes the rest on to somebody who may decide."),
            _(
                "Has gone out of their way for a customer, can say why it was right for the "
                "customer and for the company, and would answer for it."
            ),
        ),
    ),
    Starter(
        "composure",
        SERVICE,
        _("Composure"),
        _("Keeps their head, and keeps indignation in check, when somebody is unfair to them."),
        (
            _("Still indignant as they tell it; argued back, withdrew, or got even."),
            _("Held back with visible effort; dealt with the matter, the grudge lasted a while."),
            _(
                "Noticed the pressure early, can say what they did with it, dealt with the matter "
                "in hand, and speaks fairly of the other person now."
            ),
        ),
    ),
    Starter(
        "clear-speech",
        SERVICE,
        _("Clear speech"),
        _(
            "A listener follows at the first hearing: pace, pauses, and where the weight falls. "
            "Not accent, not a beautiful voice."
        ),
        (
            _("Mumbled, hurried or monotonous; a listener has to ask again several times."),
            _("Understood, with a passage or two that had to be said again."),
            _(
                "Every word arrives at the first hearing; pace and pauses fit what is said, and "
                "change when asked for."
            ),
        ),
    ),
    Starter(
        "listening",
        SERVICE,
        _("Listening"),
        _("Takes in what was said, and what it meant to the one who said it."),
        (
            _("Retells the call wrongly, or only what the agent typed."),
            _("Retells what was asked and what was done."),
            _(
                "Retells what was asked, what lay behind it, where the call turned, and what was "
                "promised."
            ),
        ),
    ),
    Starter(
        "language-usage",
        SERVICE,
        _("Language usage"),
        _("Correct and natural English in the kind of text that support work needs."),
        (
            _("Errors that a customer would stumble over in every few lines."),
            _("Correct in the main; errors that a careful reader notices."),
            _("Correct throughout, with the word and the tone that the place asks for."),
        ),
    ),
    Starter(
        "recall",
        SERVICE,
        _("Recall of what customers said"),
        _("Keeps names, numbers and promises in mind while doing something else."),
        (
            _("Little comes back, or it comes back under the wrong heading."),
            _("The main facts come back; numbers and promises are partly lost."),
            _("Names, numbers and promises come back whole, and in the right place."),
        ),
    ),
    Starter(
        "resourcefulness",
        SERVICE,
        _("Resourcefulness"),
        _("Uses all the means at hand, and finds the shortest way that really helps."),
        (
            _("Stops at the first obstacle, or offers what cannot be done."),
            _("Solves the case in the obvious way; leaves better means lying in the material."),
            _(
                "Uses everything that the material offers, and spares the customer the next "
                "question."
            ),
        ),
    ),
)

VALUES: tuple[Starter, ...] = (
    Starter(
        "common-sense",
        VALUE,
        _("Common sense"),
        _(
            "Asks why before doing. Thinks instead of following a script blindly. Minds the "
            "consequences. Comes on time and keeps promises."
        ),
        (
            _(
                "Did as the script said although it made no sense, did not ask why, and left the "
                "consequences to others."
            ),
            _("Asked why when something was plainly odd; thought of the direct consequences."),
            _(
                "Questioned an instruction before acting on it, weighed what would follow for "
                "customer and company, and can be checked on how it came out."
            ),
        ),
    ),
    Starter(
        "honesty-and-integrity",
        VALUE,
        _("Honesty and integrity"),
        _(
            "Honest first with oneself, then with colleagues and customers. Owns decisions and "
            "mistakes. Does not pass on bad work."
        ),
        (
            _("Blames circumstances or other people; has no mistake of their own to tell."),
            _("Admits a mistake when asked, a small one or an old one."),
            _(
                "Came forward with a mistake before anybody saw it and at a cost to themselves; "
                "refused to pass on bad work and put it right."
            ),
        ),
    ),
    Starter(
        "discipline",
        VALUE,
        _("Discipline"),
        _(
            "Keeps promises and an orderly workplace. Brings a matter to its end, asks for help "
            "instead of dropping it half-way, hands over with all that is needed to decide. No "
            "stale or unclear issues."
        ),
        (
            _("Came late, dropped a matter half-way, or left it for others without a word."),
            _("Finishes what they start; handing over takes a question or two."),
            _(
                "Brought a long matter to its end in their own hands, asked for help in good time, "
                "and handed over so that the next person could decide at once."
            ),
        ),
    ),
    Starter(
        "development",
        VALUE,
        _("Development"),
        _("Flexibility, empathy, teachability: able to change, to take another's view, to learn."),
        (
            _("Asks the same thing again; holds on to their own way; sees one side only."),
            _("Learned something new when the work asked for it; accepts another view."),
            _(
                "Changed their mind or their way because of what somebody told them, can say what "
                "they do differently since, and sought the lesson themselves."
            ),
        ),
    ),
)

STARTERS = TRAITS + VALUES


@transaction.atomic
def ensure_starter_competencies(*, at: dt.datetime) -> None:  # noqa: ARG001  (an action's shape)
    """Add the starter competencies that are missing; leave alone what is there, however changed.

    Doing it twice adds nothing; two at a time add each competency once.
    """
    Competency.objects.bulk_create(
        [
            Competency(
                code=each.code,
                family=each.family,
                name=str(each.name),
                description=str(each.description),
                anchor_1=str(each.anchors[0]),
                anchor_3=str(each.anchors[1]),
                anchor_5=str(each.anchors[2]),
            )
            for each in STARTERS
        ],
        ignore_conflicts=True,
    )
