"""Offering exercises, agreeing to be recorded, sending a recording, removing it."""

from interviews.recordings.actions.offering import (
    ExercisesInUse,
    NoSuchLine,
    keep_line_sound,
    offer_exercises,
    remove_line_sound,
)
from interviews.recordings.actions.removing import (
    remove_recording,
    sweep,
    withdraw_consent,
)
from interviews.recordings.actions.taking import (
    PREPARE,
    BadChunk,
    ChunksMissing,
    NoConsent,
    NoTakesLeft,
    NotAsked,
    NotSending,
    OtherChunk,
    TooLarge,
    begin_recording,
    finish_recording,
    give_consent,
    keep_chunk,
    keep_sound,
    note_play,
    refuse_recording,
)

__all__ = [
    "PREPARE",
    "BadChunk",
    "ChunksMissing",
    "ExercisesInUse",
    "NoConsent",
    "NoSuchLine",
    "NoTakesLeft",
    "NotAsked",
    "NotSending",
    "OtherChunk",
    "TooLarge",
    "begin_recording",
    "finish_recording",
    "give_consent",
    "keep_chunk",
    "keep_line_sound",
    "keep_sound",
    "note_play",
    "offer_exercises",
    "refuse_recording",
    "remove_line_sound",
    "remove_recording",
    "sweep",
    "withdraw_consent",
]
