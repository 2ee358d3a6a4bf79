"""What is asked again and again while one page is made, and answered once.

An answer lives as long as the GET in which it was given: nothing is written there, so it cannot
have become another one. Outside a GET every question is asked anew.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
T = TypeVar("T")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


def once_a_page(ask: Callable[P, T]) -> Callable[P, T]:
    """Keep what a function of plain keys answered until the page is made.

    Whose answer it is has to be one of the keys.
    """

    @wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        answers = _answers.get()
        if answers is None:
            return ask(*args, **kwargs)
        key = (ask, args, *sorted(kwargs.items()))
        if key not in answers:
            answers[key] = ask(*args, **kwargs)
        answer: T = answers[key]
        return answer

    return asked


def answers_of_a_page(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give each GET answers of its own, and forget them with it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = _answers.set({} if request.method == "GET" else None)
        try:
            return get_response(request)
        finally:
            _answers.reset(token)

    return middleware
