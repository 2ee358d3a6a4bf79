"""Cover letter: read before the Day, for detail, research and the person behind it."""

from django.utils.translation import gettext_lazy as _

from interviews.stages.registry import CriterionSpec, Kit, StageKind, register


@register
class CoverLetter(StageKind):
    code = "cover-letter"
    label = _("Cover letter")
    icon = "file-text"
    description = _(
        "A letter written at leisure and read before the Day. It shows whether somebody follows "
        "what was asked for, has looked at who we are, and can say in writing why they want this."
    )
    minutes = 30
    raters = 2
    names_hidden = True
    on_day = False
    seats = 1
    attended = False
    marking_minutes = 10
    run_by = _("Two future colleagues, each alone, at their desk and without the name")
    criteria = (
        CriterionSpec(
            competency="attention-to-detail",
            name=_("Detail"),
            question=_("Does the letter do what the opening asked for, without slips?"),
            probes=(
                _("Names, facts and figures about us: are they right?"),
                _("Everything the opening asked to be answered: is it answered?"),
                _("Spelling and punctuation: would you send it to a customer as it stands?"),
            ),
            anchors=(
                _(
                    "Three or more slips that matter: a wrong name, an unanswered question, a "
                    "letter meant for somebody else."
                ),
                _("Answers what was asked; one or two small slips."),
                _(
                    "Answers all that was asked, without a slip, and notices something we had "
                    "missed."
                ),
            ),
        ),
        CriterionSpec(
            competency="commitment-to-customers",
            name=_("Research"),
            question=_("What have they found out about us and our customers?"),
            probes=(
                _("Anything that could not be written to every other company?"),
                _("Do they say what it means for the people we serve?"),
            ),
            anchors=(
                _("Could have been sent to any company; nothing about who our customers are."),
                _("Facts from our first page, repeated."),
                _(
                    "Has tried, read or asked something of their own, and draws a conclusion from "
                    "it about our customers."
                ),
            ),
        ),
        CriterionSpec(
            competency="communication",
            name=_("A person speaks"),
            question=_("Is there somebody behind the letter, and do they reach the reader?"),
            probes=(
                _("Which sentence could only this person have written?"),
                _("Is it as short as it can be?"),
            ),
            anchors=(
                _("Stock phrases from end to end; one has to search for the point."),
                _("Clear and polite; the person shows in a line or two."),
                _(
                    "In their own words, with an example that can be pictured, and no longer than "
                    "the reader has time for."
                ),
            ),
        ),
    )
    kit = Kit(
        purpose=_(
            "To see how somebody writes when nobody hurries them. Rate what stands in the letter, "
            "not the life behind it."
        ),
        steps=(
            _("Read the questions in the opening first: they are the measure."),
            _("Read the letter once without marking anything."),
            _("Read it again criterion by criterion, and quote a sentence as evidence for each."),
            _("Mark, and close it. Do not look at the CV before you have."),
        ),
        materials=(
            _("The letter."),
            _("The opening as the candidates saw it."),
        ),
        rules=(
            _("Years of experience, schools, age, photo and gaps in a CV are not rated."),
            _(
                "English as a second language is not an error. Rate what a customer would stumble "
                "over."
            ),
            _(
                "A letter may have been written with help. It is one piece of evidence among "
                "several."
            ),
            _("No letter was sent: mark “not observed”, not 1."),
        ),
    )
    candidate_note = _(
        "Write us a letter of about one page: why this work, why with us, and one example of a "
        "customer or another person whom you helped. Take the time you need; half an hour is "
        "usual. We read it for detail, for what you found out about us, and for your own voice. "
        "We do not judge the design, your years of experience, or whether English is your first "
        "language."
    )
