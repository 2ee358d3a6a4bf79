"""Recordings made on the spot: what browsers and telephones send, and what nobody should."""

from __future__ import annotations

import io
import struct
import wave as wavefile
from collections.abc import Callable

import av
import numpy as np

RATE = 48_000


def tone(seconds: float, *, rate: int = RATE, hertz: float = 220.0, level: float = 0.3):
    """A steady note, as 16-bit samples."""
    at = np.arange(round(seconds * rate)) / rate
    return (np.sin(2 * np.pi * hertz * at) * level * 32767).astype(np.int16)


def encode(
    container: str, codec: str, *, seconds: float = 1.0, rate: int = RATE, layout: str = "mono",
    **options: str,
) -> bytes:  # fmt: skip
    """A note in a container, encoded with PyAV."""
    written = io.BytesIO()
    with av.open(written, "w", format=container, options=options) as made:
        stream = made.add_stream(codec, rate=rate)
        stream.layout = layout
        samples = tone(seconds, rate=rate)
        wide = np.repeat(samples[None, :], 1 if layout == "mono" else 2, axis=0)
        packed = wide.T.reshape(1, -1).copy()
        frame = av.AudioFrame.from_ndarray(packed, format="s16", layout=layout)
        frame.sample_rate, frame.pts = rate, 0
        resampler = av.AudioResampler(
            format=stream.codec_context.format, layout=layout, rate=rate,
            frame_size=stream.codec_context.frame_size or 1024,
        )  # fmt: skip
        for each in [*resampler.resample(frame), *resampler.resample(None)]:
            made.mux(stream.encode(each))
        made.mux(stream.encode(None))
    return written.getvalue()


def wave(
    *, rate: int = 16_000, channels: int = 1, bits: int = 16, seconds: float = 1.0,
    says: int | None = None,
) -> bytes:  # fmt: skip
    """A WAV file by hand; `says` is the length that its header claims."""
    samples = np.repeat(tone(seconds, rate=8000), channels).tobytes()
    length = len(samples) if says is None else says
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", min(length + 36, 0xFFFFFFFF), b"WAVE", b"fmt ", 16, 1,
        channels, rate, (rate * channels * bits // 8) & 0xFFFFFFFF, (channels * bits // 8) & 0xFFFF,
        bits, b"data", length,
    )  # fmt: skip
    return head + samples


def wave_of(samples, *, rate: int = 16_000) -> bytes:
    """Samples between -1 and 1 as a WAV file of 16 bits, one channel."""
    written = io.BytesIO()
    with wavefile.open(written, "wb") as made:
        made.setparams((1, 2, rate, 0, "NONE", ""))
        made.writeframes((np.clip(samples, -1, 1) * 32767).astype(np.int16).tobytes())
    return written.getvalue()


def webm_with_picture() -> bytes:
    written = io.BytesIO()
    with av.open(written, "w", format="matroska") as made:
        picture = made.add_stream("mjpeg", rate=5)
        picture.width = picture.height = 32
        picture.pix_fmt = "yuvj420p"
        sound = made.add_stream("pcm_s16le", rate=8000)
        sound.layout = "mono"
        made.mux(picture.encode(av.VideoFrame(32, 32, "yuvj420p")))
        made.mux(picture.encode(None))
        frame = av.AudioFrame.from_ndarray(tone(1, rate=8000)[None, :], "s16", "mono")
        frame.sample_rate = 8000
        made.mux(sound.encode(frame))
    return written.getvalue()


def two_tracks() -> bytes:
    written = io.BytesIO()
    with av.open(written, "w", format="matroska") as made:
        streams = [made.add_stream("pcm_s16le", rate=8000) for _ in range(2)]
        for stream in streams:
            stream.layout = "mono"
        for stream in streams:
            frame = av.AudioFrame.from_ndarray(tone(1, rate=8000)[None, :], "s16", "mono")
            frame.sample_rate = 8000
            made.mux(stream.encode(frame))
    return written.getvalue()


def _element(key: bytes, payload: bytes) -> bytes:
    """A part of a WebM file."""
    return key + (1 << 56 | len(payload)).to_bytes(8, "big") + payload


def many_tracks(number: int) -> bytes:
    """A WebM file with as many tracks of sound, and a block of one byte."""
    names = (b"\x42\x82", b"webm"), (b"\x42\x87", b"\x04"), (b"\x42\x85", b"\x02")
    head = b"".join(_element(*each) for each in names)
    entries = b""
    for track in range(1, number + 1):
        key = track.to_bytes(2, "big")
        facts = (b"\xd7", key), (b"\x73\xc5", key), (b"\x83", b"\x02"), (b"\x86", b"A_OPUS")
        entries += _element(b"\xae", b"".join(_element(*each) for each in facts))
    block = _element(b"\xe7", b"\x00") + _element(b"\xa3", b"\x81\x00\x00\x80\xfc")
    cluster = _element(b"\x1f\x43\xb6\x75", block)
    segment = _element(b"\x16\x54\xae\x6b", entries) + cluster
    return _element(b"\x1a\x45\xdf\xa3", head) + _element(b"\x18\x53\x80\x67", segment)


def _opus_of_255_channels() -> bytes:
    content = _chrome()
    place = content.index(b"OpusHead") + 9
    return content[:place] + b"\xff" + content[place + 1 :]


def _chrome(**more) -> bytes:
    """As MediaRecorder writes it: streamed, without a duration."""
    return encode("webm", "libopus", live="1", **more)


def _mp4(**more) -> bytes:
    return encode("mp4", "aac", movflags="frag_keyframe+empty_moov+default_base_moof", **more)


# sixty: four formats, each in fifteen shapes
_LENGTHS = (0.6, 1.0, 2.5)
GOOD: dict[str, Callable[[], bytes]] = {}
for _seconds in _LENGTHS:
    for _layout in ("mono", "stereo"):
        _name = f"{_seconds}s-{_layout}"
        for _rate in (48_000, 24_000):
            _shape = {"seconds": _seconds, "layout": _layout, "rate": _rate}
            GOOD[f"webm-{_name}-{_rate}"] = lambda s=_shape: _chrome(**s)
            GOOD[f"ogg-{_name}-{_rate}"] = lambda s=_shape: encode("ogg", "libopus", **s)
        for _rate in (44_100, 16_000):
            _shape = {"seconds": _seconds, "layout": _layout, "rate": _rate}
            GOOD[f"mp4-{_name}-{_rate}"] = lambda s=_shape: _mp4(**s)
            GOOD[f"wav-{_name}-{_rate}"] = lambda s=_shape: encode("wav", "pcm_s16le", **s)
    GOOD[f"webm-whole-{_seconds}s"] = lambda s=_seconds: encode("webm", "libopus", seconds=s)
    GOOD[f"ogg-flac-{_seconds}s"] = lambda s=_seconds: encode("ogg", "flac", seconds=s)
    GOOD[f"m4a-whole-{_seconds}s"] = lambda s=_seconds: encode("mp4", "aac", seconds=s)
    # a recorder that streams does not know the length, and says the most there is
    GOOD[f"wav-streamed-{_seconds}s"] = lambda s=_seconds: wave(
        seconds=s, rate=8000, says=0xFFFFFFFF
    )

_PLAYLIST = b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n"
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("empty", lambda: b""),
    "one byte": ("type", lambda: b"\x1a"),
    "larger than allowed": ("too_large", lambda: b"OggS" + bytes(25 * 1024 * 1024)),
    "playlist of local files": ("type", lambda: _PLAYLIST),
    "playlist of the cloud's metadata": (
        "type", lambda: _PLAYLIST.replace(b"file:///etc/passwd", b"http://169.254.169.254/")
    ),
    "list of files to join": ("type", lambda: b"ffconcat version 1.0\nfile /etc/passwd\n"),
    "session description": ("type", lambda: b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 9 RTP\n"),
    "web page": ("type", lambda: b"<!doctype html><script>alert(1)</script>"),
    "MP3 with an endless tag": ("type", lambda: b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + bytes(64)),
    "AVI in RIFF": ("type", lambda: b"RIFF\x24\x00\x00\x00AVI LIST" + bytes(64)),
    "playlist behind an Ogg sign": ("corrupt", lambda: b"OggS" + _PLAYLIST),
    "playlist behind a WAV sign": ("corrupt", lambda: b"RIFF\x00\x00\x00\x00WAVE" + _PLAYLIST),
    "WebM: the header alone": ("corrupt", lambda: _chrome()[:40]),
    "WebM: a size of petabytes": (
        "corrupt", lambda: b"\x1aE\xdf\xa3\x01\x00\xff\xff\xff\xff\xff\xff" + bytes(200)
    ),
    "WebM: random behind the sign": (
        "corrupt", lambda: b"\x1aE\xdf\xa3" + np.random.default_rng(7).bytes(5000)
    ),
    "WebM with a picture": ("streams", webm_with_picture),
    "two tracks": ("streams", two_tracks),
    "WebM with sound that nobody records": (
        "codec", lambda: encode("matroska", "ac3", rate=48_000)
    ),
    "10,000 tracks": ("streams", lambda: many_tracks(10_000)),
    "Opus in 255 channels": ("channels", _opus_of_255_channels),
    "Ogg: another rate in the middle": (
        "structure", lambda: encode("ogg", "flac") + encode("ogg", "flac", rate=16_000)
    ),
    "Ogg: another codec in the middle": (
        "corrupt", lambda: encode("ogg", "libopus") + encode("ogg", "flac")
    ),
    "WAV: 65,535 channels": ("channels", lambda: wave(channels=1)[:22] + b"\xff\xff" + wave()[24:]),
    "WAV: 2 GHz": ("channels", lambda: wave(rate=2_000_000_000)),
    "WAV: 7 kHz": ("channels", lambda: wave(rate=7000)),
    "WAV: three channels": ("channels", lambda: wave(channels=3)),
    "WAV: no samples": ("too_short", lambda: wave(seconds=0)),
    "WAV: a tenth of a second": ("too_short", lambda: wave(seconds=0.1, rate=8000)),
    "WAV: longer than the exercise": ("too_long", lambda: wave(seconds=65, rate=8000)),
    "MP4 without its index": ("corrupt", lambda: encode("mp4", "aac").replace(b"moov", b"junk")),
    "MP4: an index without end": (
        "corrupt", lambda: b"\x00\x00\x00\x18ftypM4A " + bytes(12) + b"\xff\xff\xff\xffmoov" * 200
    ),
    "Ogg cut in its first page": ("corrupt", lambda: encode("ogg", "libopus")[:60]),
}  # fmt: skip
