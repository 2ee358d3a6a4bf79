"""Teach me something: a topic that the candidate knows well, and a listener who gets lost."""

from django.utils.translation import gettext_lazy as _

from interviews.stages.registry import CriterionSpec, Kit, Line, StageKind, register


@register
class TeachMeSomething(StageKind):
    code = "teach-me-something"
    label = _("Teach me something")
    icon = "chalkboard"
    description = _(
        "The candidate teaches something they know well. At three fixed points the listener does "
        "not follow, in scripted words, to see patience, tone, and whether a new route is found."
    )
    minutes = 20
    raters = 2
    on_day = True
    seats = 1
    run_by = _("One interviewer as the learner; a second one who keeps time and watches")
    criteria = (
        CriterionSpec(
            competency="communication",
            name=_("Explaining"),
            question=_("“Teach me something you know well: from your work, a project, a hobby.”"),
            probes=(
                _("Afterwards, write down in one sentence what you were taught. Could you?"),
                _("Did they find out what you knew already?"),
                _("Did they check that you had understood?"),
            ),
        ),
        CriterionSpec(
            competency="patience",
            name=_("Patience (three scripted probes)"),
            question=_("What happened to tone, pace and route at each of the three points?"),
            probes=(
                _("Note for each probe: what they said next, and whether it was a new route."),
                _("Mark after the third; what came later does not count."),
            ),
        ),
        CriterionSpec(
            competency="empathy",
            name=_("Reading the listener"),
            question=_("Did they find out what it was that you did not follow?"),
            probes=(_("Which question did they ask you, and did they use your answer?"),),
            anchors=(
                _("Did not ask; explained to the room, or made the listener feel slow."),
                _("Asked “is that clear?” and went on with the plan."),
                _(
                    "Asked where the thread was lost, took the blame on the explanation, and "
                    "started there."
                ),
            ),
        ),
    )
    kit = Kit(
        purpose=_(
            "Knowledge can be taught, patience cannot. A customer who does not follow is the daily "
            "work; the three probes make it the same for everybody."
        ),
        steps=(
            _(
                "Let them choose among two or three topics they brought. Take the one they know "
                "best."
            ),
            _("One minute to collect themselves; then the clock starts: ten minutes."),
            _("Give the three probes at their points, word for word, in the same neutral tone."),
            _("The second interviewer writes down the minute of each probe and what followed."),
            _("After the third probe be an ordinary attentive listener, and let them finish."),
            _("Say back in one sentence what you have learned. Thank them."),
            _("Both mark at once, each alone."),
            _("At the end of the Day, tell them about the probes with the words below."),
        ),
        materials=(
            _("A whiteboard or paper and pens; a timer that the learner can see."),
            _("The three probes, printed; a line for the minute at which each was said."),
        ),
        rules=(
            _("Exactly three probes: not two, not four, and never with a sigh, a smile or a look."),
            _("If the point of a probe has passed by, give it at the next pause, and note it."),
            _("Stay with topics they really know. Whether the topic interests you is not rated."),
            _("If somebody is truly distressed, stop the probes; mark patience “not observed”."),
            _("It is a small deception. It is always told, the same day, to everybody."),
        ),
        script=(
            Line(
                _("First probe: after the first complete explanation, at about minute 2"),
                _("“I'm lost.”"),
            ),
            Line(
                _("Second probe: when the explanation has been given anew, at about minute 4"),
                _("“Can you start again?”"),
            ),
            Line(
                _("Third probe: at the next point that is said to be clear, at about minute 6"),
                _("“I still don't see why.”"),
            ),
            Line(
                _("At the end of the Day"),
                _(
                    "“In ‘Teach me something’ I said three times that I did not follow. I say "
                    "the same words to everybody, because our customers do. Your explanation was "
                    "not the reason. Do you have any questions about it?”"
                ),
            ),
        ),
    )
    candidate_note = _(
        "You teach us something you know well: from your work, a project or a hobby. Bring two or "
        "three ideas and choose on the spot; ten minutes of teaching are enough. Paper and a "
        "whiteboard are there, slides are not needed. Pick what you like best: how clever, useful "
        "or unusual the topic is, is not judged, and neither is drawing. We listen for how you "
        "explain it to somebody who does not know it."
    )
