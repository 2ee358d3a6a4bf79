"""Template C: five traits of service people, one stage for each."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from interviews.plans.library.shapes import ACCEPTABLE, MISGIVINGS, PlanTemplate, StageTemplate
from interviews.stages.registry import CriterionSpec

FIVE_TRAITS = PlanTemplate(
    code="c",
    name=_("Five traits of service people"),
    belief=_(
        "Sincere warmth, empathy, optimism, team orientation and conscientiousness can be seen, "
        "and can hardly be trained. One stage for each, so that the weights of the stages are "
        "the weights of the traits."
    ),
    suits=_(
        "Growing teams that must hold their standard while others press them to fill seats. No "
        "one standard fits every post: set the weights for yours."
    ),
    standard=_(
        "Conscientiousness has a minimum: without it the other four are not enough. Optimism "
        "weighs least; where a post wants caution, rate Caution in its place. Leave the seat "
        "empty rather than lower the bar."
    ),
    bar=Decimal("3.50"),
    stages=(
        StageTemplate(
            "voice-coach",
            25,
            gate=MISGIVINGS,
            title=_("Sincere warmth"),
            criteria=(
                CriterionSpec(
                    competency="warmth",
                    name=_("Warmth at the first word"),
                    question=_("Call 1: “I have never bought a headset and I feel stupid asking.”"),
                    probes=(_("How did they take up the remark about feeling stupid?"),),
                ),
                CriterionSpec(
                    competency="warmth",
                    name=_("Warmth that lasts"),
                    question=_("Call 2: an impatient caller who interrupts three times."),
                    probes=(
                        _("Interrupt with “Yes, yes”, “And?”, and “Is that all?”"),
                        _("Was it still there after the third time?"),
                    ),
                    anchors=(
                        _("Gone after the first interruption; curt, or hurt and showing it."),
                        _("Polite to the end; it has become a formula."),
                        _("As well-disposed after the third as before the first."),
                    ),
                ),
            ),
        ),
        StageTemplate(
            "support-case",
            25,
            title=_("Empathy: an upset customer in writing"),
            on_day=True,
            criteria=(
                CriterionSpec(
                    competency="empathy",
                    name=_("Grasps the situation"),
                    question=_("What does the answer show of having understood this customer?"),
                    probes=(_("Which sentence shows it? Is it this customer's case, or any?"),),
                ),
                CriterionSpec(
                    competency="empathy",
                    name=_("Knows what helps"),
                    question=_("Does it ask, advise, act and leave alone in the right places?"),
                    probes=(
                        _("What did it leave untouched, and was that right?"),
                        _("Would this customer be helped, or only soothed?"),
                    ),
                    anchors=(
                        _("Soothes without helping, preaches, or pries into private matters."),
                        _("Helps with the case; the rest of the situation is passed over."),
                        _(
                            "Does what helps in this situation, says no more than is welcome, and "
                            "makes the next step easy."
                        ),
                    ),
                ),
            ),
        ),
        StageTemplate(
            "psychologist",
            10,
            title=_("Optimism: two setbacks and a success"),
            raters=2,
            minutes=30,
            criteria=(
                CriterionSpec(
                    competency="optimism",
                    name=_("Two setbacks"),
                    question=_(
                        "“Tell me about something you tried that did not work out. And another "
                        "one, from another part of your life?”"
                    ),
                    probes=(
                        _("“Why did it turn out that way?” (write down the causes they name)"),
                        _("“What did you do the week after?”"),
                    ),
                    weight=2,
                ),
                CriterionSpec(
                    competency="optimism",
                    name=_("One success"),
                    question=_("“And something that went well, and that you are glad of?”"),
                    probes=(
                        _("“Why did it go well?” (write down the causes they name)"),
                        _("“Have you done anything like it since?”"),
                    ),
                    anchors=(
                        _("Luck, or a one-off that will not come again."),
                        _("Names what they did in general words."),
                        _("Names what they did that can be done again, and has done it again."),
                    ),
                ),
            ),
        ),
        StageTemplate(
            "call-shadowing",
            20,
            title=_("Team orientation: an hour beside a colleague"),
            raters=2,
            criteria=(
                CriterionSpec(
                    competency="team-orientation",
                    name=_("Passes on what customers say"),
                    question=_("“What would you hand on to the next shift from these calls?”"),
                    probes=(
                        _("“To whom, and how would they use it?”"),
                        _("“When did you last pass on what a customer had told you?”"),
                    ),
                ),
                CriterionSpec(
                    competency="team-orientation",
                    name=_("Gives and accepts help"),
                    question=_("“When did you last help a colleague? And let yourself be helped?”"),
                    probes=(_("“What did it cost you?”"), _("“How did you ask for it?”")),
                ),
            ),
        ),
        StageTemplate(
            "culture-panel",
            20,
            gate=ACCEPTABLE,
            title=_("Conscientiousness panel"),
            raters=2,
            minutes=30,
            criteria=(
                CriterionSpec(
                    competency="conscientiousness",
                    name=_("Responsible"),
                    question=_("“Tell us about something that would have failed without you.”"),
                    probes=(
                        _("“What exactly was yours to do?”"),
                        _("“Who was waiting for it, and how did they learn that it was done?”"),
                    ),
                ),
                CriterionSpec(
                    competency="conscientiousness",
                    name=_("Diligent and thorough"),
                    question=_("“Show or tell us a piece of work that you checked yourself.”"),
                    probes=(
                        _("“What did you find?”"),
                        _("“What did you leave as it was, and why?”"),
                    ),
                ),
            ),
        ),
    ),
)
