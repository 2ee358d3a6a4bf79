"""Support case: the e-mail to a customer in a simple case gone wrong."""

from django.utils.translation import gettext_lazy as _

from interviews.stages.registry import CriterionSpec, Kit, Line, StageKind, register


@register
class SupportCase(StageKind):
    code = "support-case"
    label = _("Support case")
    icon = "mail"
    description = _(
        "A simple case gone wrong and a page of facts: write the e-mail to the customer. It shows "
        "command of language, the way to a solution, and what a customer would feel reading it."
    )
    minutes = 30
    raters = 2
    on_day = False
    seats = 12
    attended = False
    marking_minutes = 10
    run_by = _("Written alone; read by two future colleagues, each for themselves")
    criteria = (
        CriterionSpec(
            competency="resourcefulness",
            name=_("Solution"),
            question=_("Would the customer's problem be solved by this answer?"),
            probes=(
                _("Is it right, and is it allowed by the fact sheet?"),
                _("Does it use all that the fact sheet offers?"),
                _("Will the customer have to write again?"),
            ),
        ),
        CriterionSpec(
            competency="attention-to-detail",
            name=_("Exactness"),
            question=_(
                "Is everything in the answer right, and was the planted contradiction seen?"
            ),
            probes=(
                _("Name, order number, dates and sums: compare with the case."),
                _("The dates in the case and on the invoice do not agree: noticed?"),
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
            competency="empathy",
            name=_("Empathy in writing"),
            question=_("What would this customer feel on reading it?"),
            probes=(
                _("Which sentence shows that their situation was understood?"),
                _("Does it apologize for the right thing, once?"),
            ),
        ),
        CriterionSpec(
            competency="communication",
            name=_("Writing"),
            question=_("Does the meaning get across: concise, in good order, in correct language?"),
            probes=(
                _("Could it be read on a phone in half a minute?"),
                _("Does the customer know what to do next, and what we do?"),
            ),
            anchors=(
                _("The reader has to search for the answer, or stumbles over the language."),
                _("Understandable; too long, too stiff, or with words only we use."),
                _("Short, in good order and correct; the next step is plain at a glance."),
            ),
        ),
    )
    kit = Kit(
        purpose=_(
            "A sample of the work itself. Two people read it, each alone, without the name and "
            "without the other's marks."
        ),
        steps=(
            _("Give the case and the fact sheet; start the clock. No questions about the content."),
            _("Collect the answer after the time, finished or not."),
            _("Read it first as the customer would, on one go."),
            _("Read it again with the fact sheet, criterion by criterion; quote as evidence."),
            _("Mark before you talk to the other reader."),
        ),
        materials=(
            _("The case: a customer's e-mail, their order, the invoice."),
            _("The fact sheet: what we may offer, what we may not, and who can decide more."),
            _("The list of facts that a right answer uses, for readers only."),
        ),
        rules=(
            _("A grammar checker may point at a word for you; it does not mark."),
            _("Length is no merit. Neither is our house style, which nobody could know."),
            _("An answer that breaks off for want of time is rated for what is there."),
            _("An insult or contempt for the customer is a red flag as well as a mark."),
        ),
        script=(
            Line(
                _("The case"),
                _(
                    "“Hello, I ordered two headsets for my mother and me on the 3rd and paid for "
                    "next-day delivery, because she was moved to a care home on the 6th and we "
                    "wanted to be able to talk. One box came on the 9th. There is one headset in "
                    "it, and it is for a different phone. Your machine told me that I was number "
                    "14 in the queue and then hung up. What are you going to do? J. Ferreira, "
                    "order 40117”"
                ),
            ),
            Line(
                _("The fact sheet"),
                _(
                    "Invoice 40117: two headsets, dated the 5th; next-day delivery charged once. "
                    "Stock: the right model is there. You may: send by courier today, pay back "
                    "delivery, let a wrong item be kept, or collect it. Call-back within the hour "
                    "is possible. Money beyond the delivery fee is decided by the shift lead."
                ),
            ),
        ),
    )
    candidate_note = _(
        "You answer one customer's e-mail. You get the case and a page of facts about what you may "
        "offer; everything you need is there, and no knowledge of our products is expected. Bring "
        "nothing. Whoever reads your answer does not see your name on it. We look at whether it "
        "helps, whether it is right, how the customer would feel, and whether it is clear. Typing "
        "speed, length and our house style are not judged."
    )
