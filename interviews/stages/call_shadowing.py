"""Call shadowing: sitting in on calls, and telling what was heard."""

from django.utils.translation import gettext_lazy as _

from interviews.stages.registry import CriterionSpec, Kit, Line, StageKind, register


@register
class CallShadowing(StageKind):
    code = "call-shadowing"
    label = _("Call shadowing")
    icon = "headphones"
    description = _(
        "The candidate sits beside a colleague and listens to real calls; then they talk about "
        "what they heard. Both sides find out whether this is work they would like."
    )
    minutes = 60
    raters = 2
    on_day = True
    seats = 2
    run_by = _(
        "A call host: an experienced colleague at their own desk; and a second marker, who sits in "
        "for the talk and reads the sheet"
    )
    criteria = (
        CriterionSpec(
            competency="listening",
            name=_("Listening"),
            question=_("“Take the call that struck you most. What did that customer want?”"),
            probes=(
                _("“What lay behind it?”"),
                _("“Where did the call turn?”"),
                _("“What was promised at the end?”"),
            ),
            anchors=(
                _(
                    "The sheet and the talk hold the topic and little else; what was wanted is "
                    "guessed, or mixed up between calls."
                ),
                _(
                    "What was asked for and what was done, in order; what was promised only when "
                    "asked about it."
                ),
                _(
                    "Also what lay behind the question, the moment at which the call turned and "
                    "what told them, and every promise with its time."
                ),
            ),
        ),
        CriterionSpec(
            competency="respect",
            name=_("Respect for the customer"),
            question=_("“How was it for that customer, and what told you?”"),
            probes=(
                _("“What would you have said in that place?”"),
                _("“Was there a customer you would have found difficult?”"),
            ),
            anchors=(
                _("Laughs about customers, takes them for stupid or for a nuisance."),
                _("Polite about them; the feeling is named in general words (“annoyed”)."),
                _(
                    "Speaks of every customer as of somebody who may hear it, also of the one who "
                    "was wrong, and says what it was like for just this one."
                ),
            ),
        ),
        CriterionSpec(
            competency="development",
            name=_("Questions"),
            question=_("“What did you want to ask me?” (have the sheet before you)"),
            probes=(
                _("“What made you think of that?”"),
                _("“And if the answer were the other way round, what would you do?”"),
            ),
            anchors=(
                _("No question, or only about breaks, pay and shifts."),
                _("Questions that the call itself or our page would have answered."),
                _(
                    "Questions that came out of something heard and go on from the answer: why it "
                    "is done so, what else was tried, what the customer hears next."
                ),
            ),
        ),
        CriterionSpec(
            competency="conscientiousness",
            name=_("Conscientiousness"),
            question=_("How did they keep to what was asked of a guest, and of the sheet?"),
            probes=(
                _("“What did you leave out of your notes, and why?”"),
                _("“What would you want to hand on about that call to the next shift?”"),
            ),
            anchors=(
                _(
                    "Something by which a customer could be recognized stands on the sheet; or "
                    "they talked into the work; or most questions of the sheet are empty."
                ),
                _("Kept to the rules; the sheet has gaps, or the quiz shows that one was missed."),
                _(
                    "Every call noted whole and without a trace of who it was; asked when unsure "
                    "what may be written; chose the right moment for it."
                ),
            ),
        ),
    )
    kit = Kit(
        purpose=_(
            "To see how somebody listens, and to let them see the work as it is. An honest look "
            "now spares both sides a wrong start."
        ),
        steps=(
            _(
                "Open the desk's page: note that the colleague who is shadowed agrees, and over "
                "which channel. No consent, no shadowing."
            ),
            _("Let the candidate sign the confidentiality note. Without it, no headset."),
            _(
                "Read them the rule on the desk's page, and let them open the sheet on their "
                "phone. It first asks what they expect; do not look at it."
            ),
            _(
                "Plug in the second headset, muted. Explain what the screen shows, and what it "
                "must not."
            ),
            _(
                "Each call: say that a colleague is listening, with the words below. If refused, "
                "unplug."
            ),
            _("Take four to six calls in about 40 minutes; between them, answer what they ask."),
            _("They answer the five questions of the quiz. Add some of your own beforehand."),
            _("In a quiet place, with the second marker, ask the questions as they stand."),
            _(
                "Mark at once. Evidence is what the candidate said or did, never what a customer "
                "said."
            ),
        ),
        materials=(
            _("A second headset with the microphone off; a chair out of the aisle."),
            _("A charged phone to lend, with the portal open, for who brings none."),
            _("The confidentiality note for the candidate to sign."),
            _(
                "The list of callers who must not be listened in on: complaints in court, staff, "
                "minors."
            ),
        ),
        rules=(
            _(
                "Consent comes first: the customer's in every call, the candidate's signature "
                "before any."
            ),
            _(
                "Not written down by anybody: names, numbers, addresses, payment or health details "
                "of a customer, or a call in such detail that it could be told whose it was."
            ),
            _(
                "The candidate takes no notes with names and no photographs, and takes no paper "
                "out. What stands on the sheet against this rule is struck out, not marked down "
                "twice."
            ),
            _(
                "Whether they would still want the job is no matter for marks. It is not shown to "
                "you; do not ask."
            ),
            _(
                "Who cannot come hears recorded calls at home, with the same sheet, quiz and "
                "questions."
            ),
            _("Payment data are read with the second headset unplugged and the screen turned."),
            _("The candidate does not speak on a call, not even when invited to by the customer."),
            _("Quietness at the desk is not rated. Being a guest is difficult."),
        ),
        script=(
            Line(
                _("To every caller, first thing"),
                _(
                    "“A new colleague is listening in with me today. Is that all right with you? "
                    "If not, I switch it off at once.”"
                ),
            ),
            Line(
                _("To the candidate, before the first call"),
                _(
                    "“What you hear today stays here. You may write down what you want to ask me, "
                    "but nothing by which a customer could be recognized. If you know a "
                    "caller, tell me by a sign and take the headset off.”"
                ),
            ),
        ),
    )
    candidate_note = _(
        "You sit beside one of us and listen to real calls with a headset of your own; then we "
        "talk about what you heard. Customers are asked first, and you sign a short note that what "
        "you hear stays here. You take notes on your phone, on a page of ours; if you have none, "
        "we lend you one. Before and after you are asked what you expect of the work, which nobody "
        "who marks you sees. You do not have to speak on the phone or know any product, and being "
        "quiet is not judged. Use the time to find out whether you would like to do this every day."
    )
