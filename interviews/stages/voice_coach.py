"""Voice coach: warmth, tone and empathy, as they are heard on the telephone."""

from django.utils.translation import gettext_lazy as _

from interviews.stages.registry import CriterionSpec, Kit, Line, StageKind, register


@register
class VoiceCoach(StageKind):
    code = "voice-coach"
    label = _("Voice coach")
    icon = "microphone"
    description = _(
        "With a voice coach: reading aloud, two stanzas of a fast patter song to learn "
        "and repeat, and two short calls. What a customer hears is most of what they get."
    )
    minutes = 20
    raters = 2
    on_day = True
    seats = 1
    by_ear = True
    run_by = _("A voice coach, and a second listener who does not look at the candidate")
    criteria = (
        CriterionSpec(
            competency="warmth",
            name=_("Warmth on the line"),
            question=_("Call 1: “I have never bought a headset and I feel stupid asking.”"),
            probes=(
                _("Interrupt once, with: “Sorry, the dog. Where were we?”"),
                _("How did they take up the caller's remark about feeling stupid?"),
            ),
        ),
        CriterionSpec(
            competency="tone",
            name=_("Tone in both calls"),
            question=_("Call 1, then call 2: does how it is said fit what is said?"),
            probes=(
                _("Which sentence tells you? Write it down, and how it was said."),
                _("What became of it after “You are all the same”?"),
            ),
        ),
        CriterionSpec(
            competency="empathy",
            name=_("An upset caller"),
            question=_(
                "Call 2: “This is the third time I call, and each of you tells me something else.”"
            ),
            probes=(
                _("If asked what happened: “The wrong part came, twice. I work by telephone.”"),
                _("Say once, in the same tone: “You are all the same.”"),
            ),
        ),
        CriterionSpec(
            competency="clear-speech",
            name=_("Pace and clarity"),
            question=_(
                "Read the paragraph; then learn two stanzas of the patter song, and repeat them."
            ),
            probes=(
                _("“Once more, please, as if I were writing it down.”"),
                _("“And now as fast as you can while I still get every word.”"),
            ),
        ),
        CriterionSpec(
            competency="development",
            name=_("Takes up coaching"),
            question=_("After the first go, give one piece of advice, and hear it once more."),
            probes=(_("Choose advice that can be followed at once: slower here, a pause there."),),
            anchors=(
                _("Does the same again, argues, or gives up."),
                _("Tries; it changes for a sentence or two."),
                _("Takes it up at once, it can be heard to the end, and they add to it."),
            ),
        ),
    )
    kit = Kit(
        purpose=_(
            "To hear what a customer would hear. You rate what was said and how it arrived, "
            "against the anchors, from your own listening."
        ),
        steps=(
            _("Welcome; a minute of talk that is not rated. Offer water."),
            _("Reading: the paragraph, once through (2 minutes)."),
            _("Patter song: five minutes to learn the two stanzas, then say or sing them, twice."),
            _("Give one piece of advice between the two goes: the same kind to everybody."),
            _(
                "Call 1, then call 2, back to back with you, as if on the telephone (3 minutes "
                "each)."
            ),
            _("Thank them. Mark each criterion at once, with what you heard as evidence."),
        ),
        materials=(
            _("The paragraph and the two stanzas, in large type; a second copy for the listener."),
            _("Two chairs back to back; a timer."),
        ),
        rules=(
            _(
                "Accent, dialect, pitch and the beauty of a voice are not rated. Neither is "
                "singing."
            ),
            _(
                "Do not guess what somebody feels or what kind of person they are from their "
                "voice: write what they said or did."
            ),
            _(
                "Somebody who stutters, or does not hear or speak by telephone, does the two calls "
                "in writing, by chat. Clear speech is then “not observed: agreed beforehand”."
            ),
            _("Nothing is recorded unless the candidate agreed to it in writing."),
        ),
        script=(
            Line(
                _("The paragraph"),
                _(
                    "“Thank you for waiting. I have found your order, and I can see what went "
                    "wrong: the parcel was sent to your old address on Thursday. I am sending "
                    "another one today, so that you have it before the weekend, and you need not "
                    "do anything about the first. May I read the address back to you?”"
                ),
            ),
            Line(
                _("First stanza"),
                _(
                    "I am the very model of a modern Major-General, / I've information vegetable, "
                    "animal, and mineral, / I know the kings of England, and I quote the fights "
                    "historical / From Marathon to Waterloo, in order categorical;"
                ),
            ),
            Line(
                _("Second stanza"),
                _(
                    "I'm very well acquainted, too, with matters mathematical, / I understand "
                    "equations, both the simple and quadratical, / About binomial theorem I am "
                    "teeming with a lot o' news, / With many cheerful facts about the square of "
                    "the hypotenuse."
                ),
            ),
        ),
    )
    candidate_note = _(
        "You meet our voice coach. You read a paragraph aloud, learn eight lines of a fast and "
        "funny song and say or sing them, and take two short calls. It is meant to be enjoyed; "
        "nobody gets the song right at the first go. Bring water if you like. Your accent, your "
        "singing and the sound of your voice are not judged, only whether a caller would feel "
        "welcome and understand you. If speaking or hearing is difficult for you, tell us "
        "beforehand and we do it by chat."
    )
