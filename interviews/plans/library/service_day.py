"""Template A: the customer service day of a headset shop, eight stages in one day."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from interviews.plans.library.shapes import ACCEPTABLE, MISGIVINGS, PlanTemplate, StageTemplate
from interviews.stages.registry import CriterionSpec

SERVICE_DAY = PlanTemplate(
    code="a",
    name=_("The customer service day"),
    belief=_(
        "What a customer feels on hanging up is the company, and its foundation is respect. So "
        "candidates go through a whole day of exercises, and about one in thirty who apply gets "
        "in. Those who do are trusted to follow their own judgment with customers."
    ),
    suits=_("Teams on the telephone who can give a day and several interviewers to a few people."),
    standard=_(
        "The voice, the behavior under pressure and the culture each have a minimum that nothing "
        "else can buy back. Disrespect is a red flag: it stops the clock and is put before a "
        "person at once."
    ),
    bar=Decimal("3.70"),
    stages=(
        StageTemplate("voice-coach", 20, gate=MISGIVINGS),
        StageTemplate("psychologist", 15, gate=MISGIVINGS),
        StageTemplate("grammar-test", 5, on_day=True),
        StageTemplate("memory-test", 5, on_day=True),
        StageTemplate("support-case", 15, on_day=True),
        StageTemplate("call-shadowing", 5),
        StageTemplate("teach-me-something", 15),
        StageTemplate(
            "culture-panel",
            20,
            gate=ACCEPTABLE,
            title=_("Culture and commitment to customers"),
            criteria=(
                CriterionSpec(
                    competency="respect",
                    question=_("“Tell us about a customer, or anybody, who was plainly wrong.”"),
                    probes=(
                        _("“What did you say to them? And to your colleagues afterwards?”"),
                        _("“What did they get in the end that was due to them?”"),
                    ),
                    weight=2,
                ),
                CriterionSpec(
                    competency="commitment-to-customers",
                    question=_(
                        "“Tell us about a time when you did more for somebody than the rules asked "
                        "for.”"
                    ),
                    probes=(
                        _("“How did you know that it was right?”"),
                        _("“Who could have called you to account for it?”"),
                    ),
                ),
                CriterionSpec(
                    competency="honesty-and-integrity",
                    question=_(
                        "“Tell us about a mistake of yours that somebody else had to live with.”"
                    ),
                    probes=(_("“Who found out, and how?”"), _("“What did it cost you to say so?”")),
                ),
                CriterionSpec(
                    competency="team-orientation",
                    question=_("“When did you last help a colleague although you were busy?”"),
                    probes=(
                        _("“What did it cost you?”"),
                        _("“And when did you last let yourself be helped?”"),
                    ),
                ),
            ),
        ),
    ),
)
