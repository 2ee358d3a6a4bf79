"""Psychologist: a structured conversation about pressure, setbacks and success."""

from django.utils.translation import gettext_lazy as _

from interviews.stages.registry import CriterionSpec, Kit, Line, StageKind, register


@register
class Psychologist(StageKind):
    code = "psychologist"
    label = _("Psychologist")
    icon = "messages"
    description = _(
        "A structured conversation with a business psychologist: a time somebody was unfair to "
        "them, two setbacks and one success. The same questions for everybody, marked by anchors."
    )
    minutes = 40
    raters = 1
    on_day = True
    seats = 1
    run_by = _("A business psychologist, or somebody trained in structured interviews")
    criteria = (
        CriterionSpec(
            competency="composure",
            name=_("Composure under pressure"),
            question=_(
                "“Tell me about a time when somebody was unfair to you while you were trying to "
                "help them.”"
            ),
            probes=(
                _("“What did they say, as nearly as you remember?”"),
                _("“What did you notice in yourself, and what did you do with it?”"),
                _("“What happened next?”"),
                _("“How do you see that person today?”"),
                _("“And a time when everything came at once?” (only if the first was short)"),
                _("“And a time when you yourself were wrong, and it was held against you?” (same)"),
            ),
            anchors=(
                _(
                    "Paid back in kind, gave up, or still settles the score in the telling; the "
                    "other person is the whole explanation."
                ),
                _(
                    "Kept to the rules and got through it; names what they felt when asked, and "
                    "sees the other's side only in part."
                ),
                _(
                    "Noticed what it did to them, took a step that helped (a pause, a question, a "
                    "colleague), finished the help, and speaks of the other person with respect."
                ),
            ),
        ),
        CriterionSpec(
            competency="optimism",
            name=_("Two setbacks"),
            question=_(
                "“Tell me about something you tried that did not work out.” When that is told: "
                "“And another one, from another part of your life?”"
            ),
            probes=(
                _("“Why did it turn out that way?” (wait; write down the causes they name)"),
                _("“What else played a part?”"),
                _("“Was that so in other things too, or only there?”"),
                _("“What did you do the week after?”"),
                _("“Would it happen again?”"),
            ),
            anchors=(
                _(
                    "In both, causes that last and touch everything (“I am like that”, “people "
                    "are”), or wholly others' fault; no step afterwards."
                ),
                _(
                    "One told in particular causes, the other in general ones; or a share of their "
                    "own is named when asked, and a step that remained an intention."
                ),
                _(
                    "In both, particular causes that can be changed, their own share without being "
                    "asked, and a step that they took, with what came of it."
                ),
            ),
            weight=2,
        ),
        CriterionSpec(
            competency="optimism",
            name=_("One success"),
            question=_("“And something that went well, and that you are glad of?”"),
            probes=(
                _("“Why did it go well?” (write down the causes they name)"),
                _("“Who else had a part in it?”"),
                _("“Have you done anything like it since?”"),
            ),
            anchors=(
                _("Luck, or a one-off; or all their own doing while nobody else had a part."),
                _("Names what they did in general words; somebody else is mentioned when asked."),
                _(
                    "Names what they did that can be done again, gives others their share with "
                    "detail, and has used it since."
                ),
            ),
        ),
    )
    kit = Kit(
        purpose=_(
            "To learn how somebody acts when they are treated unfairly, and how they explain to "
            "themselves what went wrong and what went right. Not a chat, and not a diagnosis."
        ),
        steps=(
            _("Say how it will go: four stories, about ten minutes each, notes will be taken."),
            _(
                "Pressure: one situation, told from beginning to end. If none comes, offer the "
                "same three to everybody: a customer or guest who insults you; two people who need "
                "you at once; being blamed for another's mistake."
            ),
            _("First setback, then second setback from another part of life."),
            _("Success. End with it, so that nobody leaves on a failure."),
            _(
                "Ask the questions as they stand, in this order; use only the probes that are "
                "listed."
            ),
            _(
                "Write down each cause in the candidate's words: is it lasting? does it touch "
                "everything? whose is it?"
            ),
            _("Mark after they have gone, one criterion at a time, before reading anything else."),
            _(
                "Then write the narrative, if there is more to keep than evidence; last the "
                "summary, which is all that the others will read of it."
            ),
        ),
        materials=(
            _("This guide, and paper with one column for the story and one for causes."),
            _("A quiet room with two chairs at an angle, and water."),
        ),
        rules=(
            _(
                "No clinical instrument before an offer: no test, questionnaire or question by "
                "which a disorder or a disability could be told, and none about health, family, "
                "faith or origin."
            ),
            _("If a story becomes private, leave it where it is: “Take another one if you like.”"),
            _(
                "No story is a right one. Rate how it is explained and what was done, not how bad "
                "it was."
            ),
            _(
                "One setback told badly is one setback. Mark what both have in common; if they "
                "differ, the mark lies between and the evidence says so."
            ),
            _("Do not rate liveliness, nervousness or charm. No story came: “not observed”."),
            _(
                "What was told in confidence belongs into the narrative or nowhere: evidence is "
                "read by the panel."
            ),
            _(
                "Contempt for customers or colleagues, or a told dishonesty, is a red flag: "
                "describe it."
            ),
        ),
        script=(
            Line(
                _("Opening"),
                _(
                    "“I ask everybody the same four things. Take your time before each; any story "
                    "will do, from work or not, and you can always choose another. I write while "
                    "you talk so that I remember it rightly. What I write is read by me and by the "
                    "hiring manager; the others get a few sentences.”"
                ),
            ),
            Line(
                _("Closing"),
                _("“Thank you. Is there anything you would like to add, or to ask me?”"),
            ),
        ),
    )
    candidate_note = _(
        "A conversation with our psychologist. Everybody is asked for the same four stories: one "
        "of pressure, two of something that did not work out, one of something that did. They may "
        "come from work, school or anywhere else; think of a few beforehand and bring notes if you "
        "like. There are no tricks, no questionnaires and no diagnosis, and you are not asked "
        "about your health or your private life. What is written down is kept apart, read by the "
        "psychologist and the hiring manager alone, and removed some months after the decision. "
        "Being nervous is not judged."
    )
