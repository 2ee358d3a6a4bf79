"""Sealing: what opens, what does not, and what keys are."""

from __future__ import annotations

import base64

import pytest

from candidates.layout import sealing

OLD, NEW = (base64.b64encode(bytes([number]) * 32).decode() for number in (251, 2))


@pytest.fixture(autouse=True)
def _keys(settings):
    settings.SEAL_KEYS = [OLD]


def test_sealed_text_opens_and_shows_nothing():
    sealed = sealing.seal("Was unfair to her.", about="passage:1:pressure")
    assert b"unfair" not in sealed.content
    opened = sealing.unseal(*sealed, about="passage:1:pressure")
    assert opened == "Was unfair to her."


def test_same_text_is_sealed_differently_each_time():
    one, two = (sealing.seal("The same.", about="a") for _ in range(2))
    assert one.content != two.content


def test_text_does_not_open_in_another_row():
    sealed = sealing.seal("Hers.", about="passage:1:pressure")
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(*sealed, about="passage:2:pressure")


@pytest.mark.parametrize("place", [0, 12, -1])
def test_changed_text_does_not_open(place):
    sealed = sealing.seal("Hers.", about="a")
    changed = bytearray(sealed.content)
    changed[place] ^= 1
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(bytes(changed), sealed.key_name, about="a")


def test_older_key_behind_the_new_one_still_opens(settings):
    sealed = sealing.seal("Old.", about="a")
    settings.SEAL_KEYS = [NEW, OLD]
    assert sealing.unseal(*sealed, about="a") == "Old."
    assert sealing.seal("New.", about="a").key_name != sealed.key_name


def test_missing_key_says_so(settings):
    sealed = sealing.seal("Old.", about="a")
    settings.SEAL_KEYS = [NEW]
    with pytest.raises(sealing.CannotOpen, match="key is missing"):
        sealing.unseal(*sealed, about="a")


@pytest.mark.parametrize("text", ["", "short", base64.b64encode(b"x" * 31).decode(), "é" * 43])
def test_bad_key_is_refused(text):
    with pytest.raises(sealing.BadKey):
        sealing.read_key(text)


def test_both_alphabets_of_base64_are_read():
    key = bytes([251, 255]) * 16
    spelled = {base64.b64encode(key), base64.urlsafe_b64encode(key)}
    assert len(spelled) == 2
    assert {sealing.read_key(text.decode()) for text in spelled} == {key}
