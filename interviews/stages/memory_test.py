"""Memory test: keeping what a customer said in mind while the work goes on."""

from django.utils.translation import gettext_lazy as _

from interviews.stages.registry import CriterionSpec, Kit, Line, StageKind, register


@register
class MemoryTest(StageKind):
    code = "memory-test"
    label = _("Memory test")
    icon = "brain"
    description = _(
        "A job simulation: study a customer's record for a minute, do something else, and recall "
        "it; then hear a call of two minutes and say what it held."
    )
    minutes = 25
    raters = 1
    on_day = False
    seats = 12
    attended = True
    marking_minutes = 5
    run_by = _("A host, who reads aloud, keeps the time and marks with the answer key")
    criteria = (
        CriterionSpec(
            competency="recall",
            name=_("Customer record"),
            question=_("How much of the record came back after ten minutes?"),
            probes=(
                _("Eight fields: one point if exact, half a point if one letter or digit is off."),
                _("The right fact under the wrong heading counts nothing; note how often."),
                _("Write the points as evidence: “6.5 of 8; call-back time lost”."),
            ),
            anchors=(
                _("Under 12.5 % (less than 1 of 8 points)."),
                _("From 37.5 % (3 to 4.5 of 8 points); a 2 begins at 1 point, a 4 at 5 points."),
                _("From 87.5 % (7 to 8 of 8 points)."),
            ),
        ),
        CriterionSpec(
            competency="listening",
            name=_("Call details"),
            question=_("How many of the twelve facts of the call were given back?"),
            probes=(
                _("Notes were allowed, as they are at work."),
                _("Tick each fact on the list, in whatever words it was put."),
                _("Write the count as evidence, and whether the promise to the caller was there."),
            ),
            anchors=(
                _("0 or 1 of the 12 facts."),
                _("5 to 7 of the 12 facts; 2 to 4 is a 2, 8 to 10 a 4."),
                _("11 or 12 of the 12 facts."),
            ),
        ),
    )
    kit = Kit(
        purpose=_(
            "To see how much of what a customer said survives ten minutes of other work. It is a "
            "simulation of the job, not a medical or psychological test, and must not be called "
            "one."
        ),
        steps=(
            _("Hand out the record face down. Turn it over together; collect it after 60 seconds."),
            _("Play the call once. Notes are allowed and stay on the table."),
            _("Give the two-page form on company products to fill in; it is not marked."),
            _("After ten minutes, hand out the sheet with the eight headings."),
            _("Then ask for the call: first in their own words, then the eight questions."),
            _("Mark with the key. Turn points into a mark by the anchors; do not round by feel."),
        ),
        materials=(
            _(
                "One of the six records A to F: name, order, product, date, problem, promise, "
                "call-back, wish."
            ),
            _(
                "The recorded call with its list of twelve facts, and a speaker loud enough for "
                "the room."
            ),
            _("Answer sheets and the key; a clock."),
        ),
        rules=(
            _(
                "The recording is played once, for everybody; a written transcript replaces it on "
                "request."
            ),
            _("Do not help with spelling a name; one letter off is half a point."),
            _("What was agreed beforehand with a candidate is kept to, and not written down here."),
            _("The marks are provisional until thirty people have taken the same form."),
        ),
        script=(
            Line(
                _("Before the record"),
                _(
                    "“You have one minute to study a customer's record. You will be asked for it "
                    "later. Do not write anything down yet.”"
                ),
            ),
            Line(
                _("Before the call"),
                _(
                    "“You will hear a call of about two minutes, once. Take notes as you would at "
                    "work.”"
                ),
            ),
        ),
    )
    candidate_note = _(
        "You study a customer's record for a minute, do something else, and write down what you "
        "remember; then you hear a call of two minutes, with notes allowed, and say what it was "
        "about. Bring nothing; there is nothing to learn by heart at home. It shows how the work "
        "feels, and says nothing about your intelligence or health. Spelling and handwriting are "
        "not judged. If hearing or reading is difficult for you, tell us beforehand and you get "
        "the same in another form."
    )
