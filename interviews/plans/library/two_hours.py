"""Template D: a letter beforehand, and then under two hours in one sitting."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from interviews.plans.library.shapes import MISGIVINGS, PlanTemplate, StageTemplate
from interviews.stages.registry import CriterionSpec

TWO_HOURS = PlanTemplate(
    code="d",
    name=_("The two-hour interview"),
    belief=_(
        "With under two hours to judge a person, every question counts. Look for empathy, "
        "attention to detail, good communication and culture fit: technical knowledge can be "
        "taught, empathy cannot."
    ),
    suits=_("Small and remote teams: a letter beforehand, then one sitting with two interviewers."),
    standard=_(
        "One minimum only, on patience and tone in “Teach me something”. Adapt the rest: ask "
        "yourself which traits of your best people you like."
    ),
    bar=Decimal("3.50"),
    stages=(
        StageTemplate("cover-letter", 15),
        StageTemplate("teach-me-something", 30, gate=MISGIVINGS),
        StageTemplate("support-case", 30, on_day=True, title=_("Support case by e-mail")),
        StageTemplate(
            "culture-panel",
            25,
            title=_("Guided conversation"),
            minutes=40,
            raters=2,
            criteria=(
                CriterionSpec(
                    competency="self-motivation",
                    question=_("“Tell us about a project of your own.”"),
                    probes=(
                        _("“Who asked for it? What kept you at it?”"),
                        _("“How do you get through a week in which nobody asks after you?”"),
                    ),
                ),
                CriterionSpec(
                    competency="development",
                    name=_("Culture: shared goals, and room for others' views"),
                    question=_(
                        "“Tell us about yourself.” Then, out of what they tell: “Who sees that "
                        "differently from you?”"
                    ),
                    probes=(
                        _("“What do you make of their view?”"),
                        _("“What has working with others changed about how you work?”"),
                    ),
                ),
                CriterionSpec(
                    competency="honesty-and-integrity",
                    question=_("“What went wrong in that project, and what was your part in it?”"),
                    probes=(_("“Who knew of it at the time?”"), _("“What did you do then?”")),
                ),
            ),
        ),
    ),
)
