"""Support case: a small inbox in which something has gone wrong."""

from django.utils.translation import gettext_lazy as _

from interviews.cases.exercise import Inbox
from interviews.stages.registry import CriterionSpec, Kit, StageKind, register


@register
class SupportCase(StageKind):
    code = "support-case"
    label = _("Support case")
    icon = "mail"
    description = _(
        "A small inbox in which something has gone wrong, with a handbook and records: write to "
        "the customers. It shows command of language, the way to a solution, and what a customer "
        "would feel reading it."
    )
    minutes = 30
    raters = 2
    on_day = False
    seats = 12
    attended = False
    marking_minutes = 10
    run_by = _("Written alone; read by two future colleagues, each for themselves")
    names_hidden = True
    exercise = Inbox()
    criteria = (
        CriterionSpec(
            competency="attention-to-detail",
            name=_("Accuracy"),
            question=_("Is everything in the answers right, and was the contradiction seen?"),
            probes=(
                _("Names, numbers, dates and sums: compare with the records."),
                _("Is everything that is offered allowed by the handbook?"),
                _("Each case has something that does not agree: noticed, and cleared up how?"),
            ),
            anchors=(
                _("Three or more errors or omissions that matter to the customer."),
                _("One or two minor errors; the contradiction was not noticed, and did no harm."),
                _(
                    "No errors; the contradiction is noticed and cleared up without blaming "
                    "anybody."
                ),
            ),
        ),
        CriterionSpec(
            competency="resourcefulness",
            name=_("Completeness"),
            question=_("Would every customer's problem be solved by these answers?"),
            probes=(
                _("Does it use all that the handbook offers?"),
                _("Is every question answered, the small ones too?"),
                _("Will a customer have to write again?"),
            ),
        ),
        CriterionSpec(
            competency="empathy",
            name=_("Tone"),
            question=_("What would these customers feel on reading it?"),
            probes=(
                _("Which sentence shows that their situation was understood?"),
                _("Does it apologize for the right thing, once?"),
                _("The angry mail that came in: what became of tone and patience there?"),
            ),
        ),
        CriterionSpec(
            competency="communication",
            name=_("Clarity"),
            question=_("Does the meaning get across at once?"),
            probes=(
                _("Could it be read on a phone in half a minute?"),
                _("Does the customer know what to do next, and what we do?"),
            ),
            anchors=(
                _("The reader has to search for the answer."),
                _("Understandable; too long, too stiff, or with words only we use."),
                _("Short and in good order; the next step is plain at a glance."),
            ),
        ),
        CriterionSpec(
            competency="language-usage",
            name=_("Grammar"),
            question=_("Could it go out as it stands?"),
            probes=(
                _("Which sentence would you have to mend before it is sent?"),
                _("A slip of the keyboard is one slip, however often it comes."),
            ),
        ),
    )
    kit = Kit(
        purpose=_(
            "A sample of the work itself: a small inbox, a handbook, and a mail that comes in "
            "while one works. Two people read it, each alone, without the name and without the "
            "other's marks."
        ),
        steps=(
            _("The candidate opens the case in the browser and starts the clock themselves."),
            _("No questions about the content are answered: everything stands in the case."),
            _("Read the answers first as the customer would, on one go."),
            _("Read them again with the notes, question by question; quote as evidence."),
            _("Mark one question across all candidates before you go on to the next."),
            _("Lock before you talk to the other reader."),
        ),
        materials=(
            _("One of six cases, drawn by chance; your page shows which."),
            _("What a right answer uses, for readers only."),
        ),
        rules=(
            _("A spelling checker may point at a word for you; it does not mark."),
            _("Length is no merit. Neither is our house style, which nobody could know."),
            _("An answer that breaks off for want of time is rated for what is there."),
            _("An insult or contempt for the customer is a red flag as well as a mark."),
        ),
    )
    candidate_note = _(
        "You answer a few customers' mails in the browser. Beside them stand a handbook, which "
        "says what you may offer, and what is known of the customers; everything you need is "
        "there, and no knowledge of our products is expected. Another mail may come in while you "
        "work. Whoever reads your answers does not see your name on them. We look at whether they "
        "help, whether they are right, how the customer would feel, and whether they are clear. "
        "Typing speed, length and our house style are not judged."
    )
