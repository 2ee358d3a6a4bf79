"""Template B: a hosting company's support department that hires for its values."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from interviews.plans.library.shapes import ACCEPTABLE, PlanTemplate, StageTemplate
from interviews.stages.registry import CriterionSpec

VALUES_FIRST = PlanTemplate(
    code="b",
    name=_("Values first"),
    belief=_(
        "Instead of controlling people by dozens of figures, hire professionals who need none. "
        "The values are written down, explained to everybody, and each is known by its "
        "behaviors. What somebody knows can be trained in two months; what they live by, hardly."
    ),
    suits=_(
        "Expert support, where training is long and a newcomer stands alone after half a year."
    ),
    standard=_(
        "The panel marks each value for itself, and its score has the largest weight and a "
        "minimum: no compromises, since retraining people is hard."
    ),
    bar=Decimal("3.50"),
    stages=(
        StageTemplate("cover-letter", 10),
        StageTemplate("support-case", 25),
        StageTemplate(
            "teach-me-something",
            20,
            criteria=(
                CriterionSpec(
                    competency="communication",
                    name=_("Explaining"),
                    question=_("“Teach me something you know well, that I could need at work.”"),
                    probes=(
                        _(
                            "Afterwards, write down in one sentence what you were taught. Could "
                            "you?"
                        ),
                        _("Did they check that you had understood?"),
                    ),
                ),
                CriterionSpec(
                    competency="patience",
                    name=_("Patience (three scripted probes)"),
                    question=_(
                        "What happened to tone, pace and route at each of the three points?"
                    ),
                    probes=(_("Mark after the third; what came later does not count."),),
                ),
                CriterionSpec(
                    competency="development",
                    name=_("Teachability"),
                    question=_("Now you teach them one thing, and have it told back to you."),
                    probes=(
                        _("What did they ask when something was unclear?"),
                        _("“What would you do differently, now that you know this?”"),
                    ),
                    anchors=(
                        _("Nods, asks nothing, and cannot tell it back; or knows better."),
                        _("Tells it back as it was said."),
                        _("Asks what is missing, tells it back in their own words, and uses it."),
                    ),
                ),
            ),
        ),
        StageTemplate("culture-panel", 45, gate=ACCEPTABLE, title=_("Values panel"), minutes=60),
    ),
)
