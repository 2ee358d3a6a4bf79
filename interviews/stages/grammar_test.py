"""Grammar test: English usage as it is needed in tickets, e-mails and notes of calls."""

from django.utils.translation import gettext_lazy as _

from interviews.stages.registry import CriterionSpec, Kit, Line, StageKind, register


@register
class GrammarTest(StageKind):
    code = "grammar-test"
    label = _("Grammar test")
    icon = "abc"
    description = _(
        "Twenty-four short items of English usage out of support work: agreement and tense, "
        "punctuation, choice of words, spelling, clarity; and one passage to proofread."
    )
    minutes = 25
    raters = 1
    on_day = False
    seats = 12
    attended = True
    marking_minutes = 5
    run_by = _("A host, who keeps the time and marks with the answer key")
    criteria = (
        CriterionSpec(
            competency="language-usage",
            name=_("Usage items"),
            question=_("What share of the 24 items is correct?"),
            probes=(
                _("Write the number as evidence: “18 of 24 correct”, and which kind was missed."),
                _("An item left empty counts as not correct; there are no minus points."),
            ),
            anchors=(
                _("Under 12.5 % correct (0 to 2 of 24)."),
                _(
                    "From 37.5 % (9 to 14 of 24); a 2 begins at 12.5 % (3 of 24), a 4 at 62.5 % "
                    "(15)."
                ),
                _("From 87.5 % correct (21 to 24 of 24)."),
            ),
            weight=2,
        ),
        CriterionSpec(
            competency="attention-to-detail",
            name=_("Proofreading"),
            question=_("How many of the 12 errors in the passage were found?"),
            probes=(
                _("Take one off for each correct word that was marked as an error."),
                _("Write hits and false alarms as evidence: “9 of 12 found, 1 false alarm”."),
            ),
            anchors=(
                _("Hits less false alarms come to 0 or 1 of 12."),
                _("Hits less false alarms come to 5 to 7 of 12; 2 to 4 is a 2, 8 to 10 a 4."),
                _("Hits less false alarms come to 11 or 12 of 12."),
            ),
        ),
    )
    kit = Kit(
        purpose=_(
            "To see whether what this person writes can go to a customer as it stands. The items "
            "come from support work; nothing in them is a trap for its own sake."
        ),
        steps=(
            _("Seat everybody, hand out the sheets face down, and read out the words below."),
            _("Start together. Say when ten minutes and when two minutes are left."),
            _("Collect the sheets. Anybody who was given more time keeps it, without comment."),
            _("Mark with the key: one for a correct item, nothing for a wrong or empty one."),
            _(
                "Turn the share of correct answers into a mark by the anchors. Do not round by "
                "feel."
            ),
            _("Write the count as evidence, and which kind of item was missed most."),
        ),
        materials=(
            _("Form A or B with 24 items, the passage, and the answer key."),
            _("A clock that everybody can see; pens; spare paper."),
        ),
        rules=(
            _("British and American spelling are both correct."),
            _("Do not explain an item. If one is unclear, note its number for the editors."),
            _(
                "Time that was agreed beforehand is not mentioned to anybody and not written down "
                "here."
            ),
            _("The marks are provisional until thirty people have taken the same form."),
        ),
        script=(
            Line(
                _("Before the start"),
                _(
                    "“You have 25 minutes for 24 short items and one passage. Answer everything: "
                    "nothing is taken off for a wrong answer. British and American spelling are "
                    "both fine. You may go back and change what you like.”"
                ),
            ),
        ),
    )
    candidate_note = _(
        "You answer 24 short items and proofread one passage, taken from letters and notes such as "
        "we write every day. The time is meant to be enough for everybody to finish. Bring reading "
        "glasses if you use them; there is nothing to prepare. There are no minus points, so "
        "answer everything. British and American spelling are both right. Accent, handwriting and "
        "knowledge of grammatical terms are not judged. Should you need more time or another form "
        "of the test, tell us beforehand; no reason is asked for."
    )
