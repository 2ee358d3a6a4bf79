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
    raters = 1
    on_day = True
    seats = 2
    run_by = _("A call host: an experienced colleague at their own desk")
    criteria = (
        CriterionSpec(
            competency="listening",
            name=_("What was heard"),
            question=_("“Take the call that struck you most. What did that customer want?”"),
            probes=(
                _("“What lay behind it?”"),
                _("“Where did the call turn?”"),
                _("“What was promised at the end?”"),
            ),
        ),
        CriterionSpec(
            competency="empathy",
            name=_("The other end of the line"),
            question=_("“How was it for that customer, and what told you?”"),
            probes=(
                _("“What would you have said in that place?”"),
                _("“Was there a customer you would have found difficult?”"),
            ),
        ),
        CriterionSpec(
            competency="team-orientation",
            name=_("Beside a colleague"),
            question=_("How did they behave as a guest at somebody's desk?"),
            probes=(
                _("Did they ask about the work, and leave room to do it?"),
                _("“What would you want to hand on about that call to the next shift?”"),
                _("“Whom would you have asked for help?”"),
            ),
            anchors=(
                _("Talked into the work, or sat it out; remarks about customers or colleagues."),
                _("Attentive and polite; asked when invited to."),
                _(
                    "Chose the moment for good questions, saw what would help the host or the next "
                    "shift, and said so kindly."
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
            _("Let the candidate sign the confidentiality note. Without it, no headset."),
            _(
                "Plug in the second headset, muted. Explain what the screen shows, and what it "
                "must not."
            ),
            _(
                "Each call: say that a colleague is listening, with the words below. If refused, "
                "unplug."
            ),
            _("Take four to six calls in about 40 minutes; between them, answer what they ask."),
            _("In a quiet place, ask the three questions as they stand (15 minutes)."),
            _(
                "Mark at once. Evidence is what the candidate said or did, never what a customer "
                "said."
            ),
        ),
        materials=(
            _("A second headset with the microphone off; a chair out of the aisle."),
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
                "out."
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
        "you hear stays here. Bring nothing; paper is there for your questions. You do not have to "
        "speak on the phone or know any product, and being quiet is not judged. Use the time to "
        "find out whether you would like to do this every day."
    )
