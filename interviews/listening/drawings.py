"""The panel that opens once a coach has locked: numbers in words, and one quiet drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.drawings.voice import VoiceCurves, draw_voice
from interviews.listening.models import Measures

if TYPE_CHECKING:
    from interviews.drawings.shapes import Drawing

WIDTH: Final = 1280  # as wide as the waveform above it, on a desk


@dataclass(frozen=True)
class AcousticPanel:
    """What is shown of one recording: a drawing, or a sentence that says why there is none."""

    drawing: Drawing | None
    sentence: str


def panel_of(measures: Measures | None) -> AcousticPanel:
    """Return the panel of a recording whose numbers the viewer may see."""
    if measures is None:
        return AcousticPanel(None, _("This recording is being measured; look again in a minute."))
    if measures.state != Measures.State.MEASURED:
        return AcousticPanel(None, _why_not(measures.state))
    return AcousticPanel(draw_voice(_curves(measures.numbers), width=WIDTH), "")


def _why_not(state: str) -> str:
    sentences = {
        Measures.State.TOO_SHORT: _(
            "There are less than 20 seconds of speech in it: numbers on so little would mislead, "
            "so none are shown."
        ),
        Measures.State.UNAVAILABLE: _(
            "Nothing is measured here: the optional extra for it (Parselmouth) is not installed."
        ),
        Measures.State.FAILED: _("This recording could not be measured."),
    }
    return sentences[Measures.State(state)]


def _curves(numbers: dict[str, Any]) -> VoiceCurves:
    pauses, pitch, loudness = numbers["pauses"], numbers["pitch"], numbers["loudness"]
    rows = _rows(numbers)
    said = ", ".join(f"{what} {value}" for what, value in rows)
    return VoiceCurves(
        seconds=numbers["seconds"],
        tune=pitch["curve"],
        loudness=loudness["curve"],
        pauses=[(start, end) for start, end in pauses["spans"]],
        labels=(
            _("Pitch, semitones around the middle"),
            _("Pauses of 0.3 s and longer"),
            _("Loudness, dB under the loudest"),
        ),
        title=_("The recording over time: %(said)s.") % {"said": said},
        columns=(_("What"), _("In this recording")),
        rows=rows,
    )


def _say(number: float | None, decimals: int, unit: str) -> str:
    return "–" if number is None else f"{number_format(round(number, decimals), decimals)} {unit}"


def _rows(numbers: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    pauses, pitch, quality = numbers["pauses"], numbers["pitch"], numbers["quality"]
    count = len(pauses["spans"])
    per_second = _("syllables a second (± 10 %)")
    pause = ngettext("%(count)s pause", "%(count)s pauses", count) % {"count": count}
    return (
        (_("Speech rate"), "≈ " + _say(numbers["speech_rate"], 1, per_second)),
        (_("Articulation rate"), "≈ " + _say(numbers["articulation_rate"], 1, per_second)),
        (
            _("Pauses"),
            f"{pause}, {_say(pauses['per_minute'], 1, _('a minute'))}, "
            f"{_say(pauses['seconds'], 1, _('s in all'))}, "
            f"{_say(pauses['median'], 1, _('s in the middle'))}",
        ),
        (
            _("Pitch"),
            f"{_say(pitch['median'], 0, _('Hz in the middle'))}, "
            f"{_say(pitch['range'], 1, _('semitones between its tenths'))}",
        ),
        (_("Loudness"), _("varies %(range)s") % {
            "range": _say(numbers["loudness"]["variation"], 0, _("dB"))
        }),
        (
            _("Quality of the recording"),
            f"{_say(quality['over_noise'], 0, _('dB over its noise'))}, "
            f"{_say(quality['clipped'], 2, _('% clipped'))}, "
            f"{_say(quality['harmonics'], 0, _('dB of tone over breath (device and encoding)'))}",
        ),
    )  # fmt: skip
