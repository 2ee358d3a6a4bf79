"""Takes what a camera or an editor wrote about itself out of a JPEG, pixels untouched."""

from __future__ import annotations

START = b"\xff\xd8"
MARK = 0xFF
START_OF_SCAN = 0xDA
# APP1 (EXIF, XMP) to APP15 and comments go; ICC (APP2) and Adobe's color transform (APP14) stay
_DROPPED = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})


def without_metadata(content: bytes) -> bytes:
    """Return the JPEG without EXIF, XMP and comments; anything odd comes back as it was."""
    if not content.startswith(START):
        return content
    kept, place = [START], len(START)
    while place + 4 <= len(content) and content[place] == MARK:
        marker = content[place + 1]
        if marker == START_OF_SCAN:
            return b"".join([*kept, content[place:]])
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        if marker not in _DROPPED:
            kept.append(content[place:end])
        place = end
    return content
