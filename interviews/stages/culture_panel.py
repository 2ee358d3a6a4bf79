"""Culture panel: the values, each rated for itself by the behaviors that show it."""

from django.utils.translation import gettext_lazy as _

from interviews.stages.registry import CriterionSpec, Kit, Line, StageKind, register


@register
class CulturePanel(StageKind):
    code = "culture-panel"
    label = _("Culture panel")
    icon = "users"
    description = _(
        "Future colleagues ask for what somebody has done, value by value. Each value has its "
        "behaviors and its own mark; liking somebody is not one of them."
    )
    minutes = 45
    raters = 3
    on_day = True
    seats = 1
    rates_values = True
    run_by = _("Three future colleagues, of whom one leads and the others write")
    criteria = (
        CriterionSpec(
            competency="common-sense",
            question=_(
                "“Tell us about a time when you were told to do something that made no sense to "
                "you.”"
            ),
            probes=(
                _("“Whom did you ask, and what?”"),
                _("“What would have followed had you just done it?”"),
                _("“How did it come out, and who could tell us?”"),
            ),
        ),
        CriterionSpec(
            competency="honesty-and-integrity",
            question=_("“Tell us about a mistake of yours that somebody else had to live with.”"),
            probes=(
                _("“Who found out, and how?”"),
                _("“What did it cost you to say so?”"),
                _(
                    "“When did you last send work back, or hold it back, because it was not good "
                    "enough?”"
                ),
            ),
        ),
        CriterionSpec(
            competency="discipline",
            question=_(
                "“Tell us about something that took far longer than you had thought, and how it "
                "ended.”"
            ),
            probes=(
                _("“What had you promised, and to whom?”"),
                _("“When did you ask for help?”"),
                _("“If you handed it over: what did the next person get from you?”"),
            ),
        ),
        CriterionSpec(
            competency="development",
            question=_("“Tell us about somebody who changed your mind about how you work.”"),
            probes=(
                _("“What did you think before?”"),
                _("“What do you do differently since?”"),
                _("“What are you learning at the moment, and how?”"),
            ),
        ),
    )
    kit = Kit(
        purpose=_(
            "To see whether somebody has lived by the values we work by. Retraining people is "
            "hard, so this is the place not to compromise; and a value is seen in what was done, "
            "not in what is said about it."
        ),
        steps=(
            _("Before: read the behaviors of each value. Agree who asks which question."),
            _("Five minutes of open talk to arrive: it is not rated."),
            _("One question for each value, as it stands, then the probes: eight minutes each."),
            _("Ask for one time, one place, one thing done. “We” becomes “and you yourself?”"),
            _("Five minutes for the candidate's questions to you. Answer them honestly."),
            _("Everybody marks alone, value by value, before a word is said about the candidate."),
        ),
        materials=(
            _("The values with their behaviors, on the table for everybody, the candidate too."),
            _("The questions, and paper for each of you."),
        ),
        rules=(
            _("Each value gets its own mark. One shining story does not count four times."),
            _(
                "“Would I have a drink with them?” is not a question here. Neither is a shared "
                "hobby."
            ),
            _("The same standard for everybody, above all when seats are empty."),
            _("The same story may serve two values, if it shows two behaviors."),
            _(
                "Disrespect or dishonesty, seen or told without regret: raise the red flag and "
                "describe it."
            ),
        ),
        script=(
            Line(
                _("Opening"),
                _(
                    "“These are the values we work by. For each of them we ask you for one thing "
                    "you have done. It may come from anywhere, it need not be heroic, and you may "
                    "take a minute to think.”"
                ),
            ),
        ),
    )
    candidate_note = _(
        "A conversation with future colleagues. They show you the values we work by and ask for "
        "something you have done in the sense of each; there is time for your own questions too. "
        "Look through our values beforehand and think of one or two stories for each; notes are "
        "welcome. Your hobbies, your background and whether you are an entertaining talker are not "
        "judged."
    )
