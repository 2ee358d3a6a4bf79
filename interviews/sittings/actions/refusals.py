"""Why something was not done, in words fit for whoever tried."""

from __future__ import annotations

from django.utils.translation import gettext as _


class NothingToSit(Exception):
    """The stage is none that one takes in the browser."""

    def __str__(self) -> str:
        return _("There is nothing to take here.")


class NotAsked(Exception):
    """The candidate is not asked to take this (any more, or yet)."""

    def __str__(self) -> str:
        return _("This cannot be taken at the moment.")


class AlreadySat(Exception):
    """One attempt counts; another one is a recruiter's to allow."""

    def __str__(self) -> str:
        return _("You have taken this already. If something went wrong, write to us.")


class NoRetest(Exception):
    """Only a test that scores itself, has ended and counts can be taken once more on site."""

    def __str__(self) -> str:
        return _("Only a finished test that scores itself can be taken once more on site.")


class WrongWord(Exception):
    """The word is not the one that was given out on site."""

    def __str__(self) -> str:
        return _("This is not the word. Ask the person who is with you.")


class TimeOver(Exception):
    """An answer came after the time, grace included; what was saved before it stays."""

    def __str__(self) -> str:
        return _("The time is over. Everything that was saved before it counts.")


class NotRunning(Exception):
    """The part is not running: it was handed in, or has not begun."""

    def __str__(self) -> str:
        return _("This part is closed. Everything that was saved counts.")


class NotShown(Exception):
    """The task is one that is shown first, and has not been."""

    def __str__(self) -> str:
        return _("Look at it first; then you can answer.")


class ReasonMissing(Exception):
    """Whoever sets an attempt aside says why."""

    def __str__(self) -> str:
        return _("Say why, in a sentence: it is kept with the attempt.")


class ChangedElsewhere(Exception):
    """The answer was changed in another window after this page was made."""

    def __str__(self) -> str:
        return _("This was changed in another window. What is saved stands here now.")
