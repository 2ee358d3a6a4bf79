"""Seals text before it reaches the database, with AES-256-GCM under keys that are no part of it.

The first key of `settings.SEAL_KEYS` seals; every key opens, so that keys can be changed while
the site runs: put the new one in front, reseal, take the old one away. What a text is about is
sealed in with it: copied into another row it does not open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
KEY_NAME_LENGTH: Final = 8


class BadKey(ValueError):
    """A key is not 32 bytes in base64."""


class CannotOpen(Exception):
    """The key that sealed a text is not among the site's keys, or the text was changed."""

    def __str__(self) -> str:
        return _("This text cannot be opened: its key is missing. Please tell an administrator.")


class Sealed(NamedTuple):
    """A sealed text, and the name of the key that opens it."""

    content: bytes
    key_name: str


def read_key(text: str) -> bytes:
    """Return the key that stands in a setting, in either alphabet of base64; raises BadKey."""
    try:
        key = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadKey from error
    if len(key) != KEY_BYTES:
        raise BadKey
    return key


def name_of(key: bytes) -> str:
    """Return the name under which a key is known: it tells nothing about the key."""
    return hashlib.sha256(b"service-day seal " + key).hexdigest()[:KEY_NAME_LENGTH]


def _keys() -> list[bytes]:
    return [read_key(text) for text in settings.SEAL_KEYS]


def current_key_name() -> str:
    """Return the name of the key that seals now."""
    return name_of(_keys()[0])


def seal(text: str, *, about: str) -> Sealed:
    """Seal a text; `about` names the row it belongs to. Twice gives two different seals."""
    key = _keys()[0]
    nonce = os.urandom(NONCE_BYTES)
    content = nonce + AESGCM(key).encrypt(nonce, text.encode(), about.encode())
    return Sealed(content, name_of(key))


def unseal(content: bytes, key_name: str, *, about: str) -> str:
    """Return the text; raises CannotOpen."""
    for key in _keys():
        if name_of(key) == key_name:
            try:
                opened = AESGCM(key).decrypt(
                    content[:NONCE_BYTES], content[NONCE_BYTES:], about.encode()
                )
            except InvalidTag as error:
                raise CannotOpen from error
            return opened.decode()
    raise CannotOpen
