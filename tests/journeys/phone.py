"""Somebody on a phone: into the portal, by keys alone, out of reach and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils import timezone

from candidates.portal.actions import mint_link

PHONE = {"width": 390, "height": 844}


def go_in(browser, application):
    """Open the portal with a fresh link, by keys alone; return the page."""
    browser.page.set_viewport_size(PHONE)
    browser.go(f"/my/enter/{mint_link(candidate_id=application.candidate_id, at=timezone.now())}/")
    press(browser.page.get_by_role("button", name="Open my page"))
    browser.page.wait_for_url("**/my/")
    return browser.page


def look(browser, name: str) -> None:
    """Look at the page in every size, and go on on the phone."""
    browser.look(name)
    browser.page.set_viewport_size(PHONE)


def tab_to(target) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(120):
        if target.evaluate("each => each === document.activeElement"):
            return
        target.page.keyboard.press("Tab")
    pytest.fail(f"no key leads to {target}")


def press(target, key: str = "Enter") -> None:
    """Go to the target by keys and press one there."""
    tab_to(target)
    target.page.keyboard.press(key)


def type_into(target, words: str) -> None:
    """Go to the target by keys and type, behind what stands there."""
    tab_to(target)
    target.page.keyboard.press("Control+End")
    target.page.keyboard.insert_text(words)


@contextmanager
def cut(browser) -> Iterator[None]:
    """Without a network, for as long as the block lasts; what the page needs has come."""
    browser.page.wait_for_load_state()
    browser.context.set_offline(True)
    yield
    browser.context.set_offline(False)
