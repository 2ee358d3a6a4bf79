"""Decodes a recording to the last sample and encodes it anew as Opus in WebM.

Nothing of what was sent is copied: samples go through, everything beside them stays behind.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from candidates.files.inspection.verdict import Bad

RATE = 48_000  # Hz, the rate at which Opus works
BITS_PER_SECOND = 40_000
PARTS = 1000  # of a waveform
FRAME = RATE // 100  # samples of which one peak is remembered: 10 ms
SHORTEST = 0.5  # seconds
MOST_CHANNELS = 2
RATES = (8_000, 96_000)
MOST_BROKEN = 0.02  # of the packets: a closed tab cuts one, a damaged file is full of them
# the demuxer is named, never guessed: guessing is how playlists and scripts get opened
DEMUXERS = {"webm": "matroska", "ogg": "ogg", "mp4": "mov", "wav": "wav"}
CODECS = {
    "webm": {"opus", "vorbis", "pcm_f32le", "pcm_s16le"},
    "ogg": {"opus", "vorbis", "flac"},
    "mp4": {"aac", "opus", "alac"},
    "wav": {"pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_u8"},
}


@dataclass
class Sound:
    """What came of a recording."""

    content: bytes
    milliseconds: int
    peaks: list[int]


@dataclass
class _Encoder:
    """Writes samples as Opus in WebM and remembers the loudest of every 10 ms."""

    written: io.BytesIO = field(default_factory=io.BytesIO)
    loudest: list[np.ndarray[Any, Any]] = field(default_factory=list)
    samples: int = 0

    def __post_init__(self) -> None:
        self.container = av.open(self.written, "w", format="webm")
        self.stream = self.container.add_stream("libopus", rate=RATE)
        self.stream.bit_rate = BITS_PER_SECOND
        self.stream.layout = "mono"
        self.rest = np.zeros(0, np.int16)

    def add(self, frame: AudioFrame) -> None:
        frame.pts = self.samples
        self.samples += frame.samples
        self._remember(frame.to_ndarray().reshape(-1))
        self.container.mux(self.stream.encode(frame))

    def _remember(self, samples: np.ndarray[Any, Any]) -> None:
        samples = np.concatenate([self.rest, samples])
        whole = len(samples) // FRAME * FRAME
        frames = samples[:whole].astype(np.int32).reshape(-1, FRAME)
        self.loudest.append(np.abs(frames).max(axis=1, initial=0))
        self.rest = samples[whole:]

    def close(self) -> Sound:
        self.container.mux(self.stream.encode(None))
        self.container.close()
        milliseconds = round(self.samples * 1000 / RATE)
        return Sound(self.written.getvalue(), milliseconds, _parts(np.concatenate(self.loudest)))


def _parts(loudest: np.ndarray[Any, Any]) -> list[int]:
    """Return up to `PARTS` peaks from 0 to 100 out of one per 10 ms."""
    parts = np.array_split(loudest, min(PARTS, max(1, len(loudest))))
    return [min(100, round(float(part.max(initial=0)) * 100 / 32767)) for part in parts]


def rewrite(kind: str, content: bytes, longest: float) -> Sound:
    """Return the recording encoded anew, or raise `Bad`; `longest` is in seconds."""
    with av.open(
        io.BytesIO(content),
        format=DEMUXERS[kind],
        options={"protocol_whitelist": "", "enable_drefs": "0", "use_absolute_path": "0"},
    ) as source:
        stream = _only_stream(source, kind)
        encoder = _Encoder()
        resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
        for frame in _frames(source, stream):
            for made in resampler.resample(frame):
                encoder.add(made)
            if encoder.samples > longest * RATE:
                raise Bad("too_long")
        for made in resampler.resample(None):
            encoder.add(made)
        if encoder.samples < SHORTEST * RATE:
            raise Bad("too_short")
        return encoder.close()


def _only_stream(source: Any, kind: str) -> Any:
    """Return the one stream of sound; anything beside it is refused."""
    streams = list(source.streams)
    if len(streams) != 1 or streams[0].type != "audio":
        raise Bad("streams")
    stream = streams[0]
    if stream.codec_context.name.removeprefix("lib") not in CODECS[kind]:
        raise Bad("codec")
    _check_shape(stream.codec_context)
    stream.codec_context.thread_count = 1
    return stream


def _check_shape(of: Any) -> None:
    channels, rate = of.layout.nb_channels, of.sample_rate
    if not 1 <= channels <= MOST_CHANNELS or not RATES[0] <= rate <= RATES[1]:
        raise Bad("channels")


def _frames(source: Any, stream: Any) -> Iterator[AudioFrame]:
    """Yield every frame; a few broken packets are let go, many mean that it is damaged."""
    packets = broken = 0
    shape = None
    for packet in _packets(source, stream):
        packets += 1
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            broken += 1
            continue
        for frame in frames:
            _check_shape(frame)
            if shape is None:
                shape = (frame.layout.name, frame.sample_rate, frame.format.name)
            if shape != (frame.layout.name, frame.sample_rate, frame.format.name):
                raise Bad("structure")
            yield frame
    if broken > max(1, MOST_BROKEN * packets):
        raise Bad("corrupt")


def _packets(source: Any, stream: Any) -> Iterator[Any]:
    packets = source.demux(stream)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, av.error.InvalidDataError, av.error.EOFError):
            return  # a tab that was closed leaves half a packet behind
        yield packet
