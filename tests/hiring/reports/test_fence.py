"""Nothing is fetched but our own fonts, and a document that is too complex fails alone."""

from __future__ import annotations

import os
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from hiring.reports import fonts, render

SECRET = "canary-7f3a9c"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>"
# {f}: a file that must not be read; {h}: a server that must not be asked
ADDRESSES = {
    "file": "{f}",
    "file of a host": "file://localhost{p}",
    "climbing file": "{fonts}/../../../../../../../../..{p}",
    "encoded file": "{fonts}/%2e%2e/%2e%2e{p}",
    "http": "{h}/x",
    "font folder itself": "{fonts}/",
}
PLACES = {
    "img": "<img alt=a src='{a}'>",
    "img srcset": "<img alt=a srcset='{a} 2x' src=''>",
    "stylesheet": "<link rel=stylesheet href='{a}'>",
    "attachment": "<link rel=attachment href='{a}'>",
    "attachment of a link": "<a rel=attachment href='{a}'>x</a>",
    "icon": "<link rel=icon href='{a}'>",
    "@import": "<style>@import '{a}';</style>",
    "@import url": "<style>@import url({a});</style>",
    "@font-face": "<style>@font-face {{ font-family: q; src: url('{a}') }} p {{ font-family: q }}"
    "</style><p>x",
    "background": "<style>p {{ background: url('{a}') }}</style><p>x",
    "inline background": "<p style=\"background: url('{a}')\">x",
    "list-style": "<style>li {{ list-style-image: url('{a}') }}</style><ul><li>x</ul>",
    "content": "<style>p::before {{ content: url('{a}') }}</style><p>x",
    "border-image": "<style>p {{ border: 3px solid; border-image: url('{a}') 3 }}</style><p>x",
    "page background": "<style>@page {{ background: url('{a}') }}</style>",
    "object": "<object data='{a}'>x</object>",
    "embed": "<embed src='{a}'>",
    "iframe": "<iframe src='{a}'></iframe>",
    "video": "<video src='{a}' poster='{a}'></video>",
    "svg image": f"{SVG}<title>t</title><image href='{{a}}' width='9' height='9'/></svg>",
    "svg xlink image": f"{SVG}<title>t</title><image xlink:href='{{a}}' width='9' height='9'/>"
    "</svg>",
    "svg use": f"{SVG}<title>t</title><use href='{{a}}#x'/></svg>",
    "svg style": f"{SVG}<title>t</title><style>@import '{{a}}';</style><rect width='9' "
    "height='9'/></svg>",
    "svg fill": f"{SVG}<title>t</title><rect width='9' height='9' fill=\"url('{{a}}#x')\"/></svg>",
    "base": "<base href='{a}'><img alt=a src='x'>",
    "refresh": "<meta http-equiv=refresh content='0;url={a}'>",
    "color profile": "<style>@color-profile --x {{ src: url('{a}') }} p {{ color: color(--x 1 0 0) "
    "}}</style><p>x",
}
_opened: list[str] = []


def _listen(event: str, arguments: tuple) -> None:
    if event in ("open", "socket.connect", "urllib.Request"):
        _opened.append(repr(arguments[:2]))


sys.addaudithook(_listen)


@pytest.fixture(scope="module")
def server():
    """A server that counts who asks it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_outside_is_read(place, address, server, tmp_path):
    secret = tmp_path / f"{SECRET}.txt"
    secret.write_text(f"p {{ color: red }} {SECRET}")
    url, asked = server
    where = ADDRESSES[address].format(
        f=secret.as_uri(), p=secret, h=url, fonts=fonts.folder().resolve().as_uri()
    )
    html = f"<html lang=en><title>t</title><body>{PLACES[place].format(a=where)}</body>"
    _opened.clear()
    try:
        content = render.draw_here(html, identifier=b"x")
    except render.DocumentRefused:
        content = b""
    assert [each for each in _opened if SECRET in each or "127.0.0.1" in each] == []
    assert asked == []
    assert SECRET.encode() not in content


@pytest.mark.parametrize("place", ["img", "stylesheet", "attachment", "svg image", "@import"])
def test_document_that_reaches_out_is_refused(place):
    html = f"<html lang=en><title>t</title>{PLACES[place].format(a='file:///etc/passwd')}"
    with pytest.raises(render.DocumentRefused):
        render.draw(html, identifier=b"x")


def _nested_tables(depth: int) -> str:
    return "<table><tr><td>" * depth + "x" + "</td></tr></table>" * depth


def _svg_laughs(depth: int) -> str:
    groups = "".join(
        f"<g id='g{level}'>" + f"<use href='#g{level - 1}'/>" * 12 + "</g>"
        for level in range(1, depth)
    )
    return (
        f"{SVG}<title>t</title><defs><rect id='g0' width='1' height='1'/>{groups}</defs><use "
        f"href='#g{depth - 1}'/></svg>"
    )


def _variables(depth: int) -> str:
    steps = "".join(
        f"--v{level}: {' '.join([f'var(--v{level - 1})'] * 10)};" for level in range(1, depth)
    )
    return f"<style>p {{ --v0: a; {steps} font-family: var(--v{depth - 1}) }}</style><p>x"


BOMBS = {
    "many paragraphs": "<p>Too much of it.</p>" * 300_000,
    "one endless paragraph": f"<p>{'word ' * 3_000_000}",
    "nested tables": _nested_tables(60),
    "nested flex boxes": "<div style='display: flex'>" * 40 + "x",
    "nested grids": "<div style='display: grid'>" * 40 + "x",
    "deep nesting": "<div>" * 100_000 + "x",
    "wide table": "<table>" + "<tr>" + "<td colspan=1000>x" * 4000 + "</table>",
    "svg that laughs": _svg_laughs(9),
    "variables that laugh": _variables(12),
    "huge page count": "<style>p { break-after: page }</style>" + "<p>x</p>" * 60_000,
    "many columns": "<div style='columns: 1000'>" + "<p>x y z</p>" * 40_000,
}


def _children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@pytest.mark.parametrize("bomb", BOMBS)
def test_bomb_is_stopped_and_the_next_document_is_drawn(bomb):
    html = f"<html lang=en><title>t</title><body>{BOMBS[bomb]}</body>"
    limits = render.Limits(seconds=1, memory_mib=256)
    before = _children()
    with pytest.raises((render.DocumentTooComplex, render.MachineTooBusy)):
        render.draw(html, identifier=b"x", limits=limits)
    after = render.draw("<html lang=en><title>t</title><p>next", identifier=b"x")
    assert after.startswith(b"%PDF-")
    assert _children() == before


def test_document_that_takes_too_much_memory_is_too_complex():
    html = f"<html lang=en><title>t</title>{BOMBS['one endless paragraph']}"
    limits = render.Limits(seconds=300, memory_mib=32)
    with pytest.raises(render.DocumentTooComplex):
        render.draw(html, identifier=b"x", limits=limits)


def test_child_that_breaks_says_so_and_harms_nobody():
    with pytest.raises(render.DrawingFailed):
        render.draw(5, identifier=b"x")  # type: ignore[arg-type]
    assert render.draw("<html lang=en><title>t</title>", identifier=b"x").startswith(b"%PDF-")


def test_child_that_somebody_else_kills_is_not_the_documents_fault():
    before = _children()

    def shoot(_page):
        for child in _children() - before:
            os.kill(int(child), signal.SIGKILL)

    html = "<html lang=en><title>t</title><style>p { break-after: page }</style>" + "<p>x</p>" * 99
    with pytest.raises(render.DrawingCutOff):
        render.draw(html, identifier=b"x", on_page=shoot)
    assert _children() == before


@pytest.mark.parametrize(
    "error", [render.DocumentTooComplex(), render.DocumentRefused("x"), render.DrawingFailed("x"),
              render.MachineTooBusy(), render.DrawingCutOff()]
)  # fmt: skip
def test_every_failure_has_a_sentence_without_secrets(error):
    assert str(error).endswith(".")
    assert "x" not in str(error).split()
