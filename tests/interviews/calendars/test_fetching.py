"""Nothing inside our own network is reached, however it is spelled; the decision is made on the
address that is connected to."""

from __future__ import annotations

import socket
import threading

import pytest

from interviews.calendars.fetching import Fetched, Guard, Refused, fetch, is_public, resolve

INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "100.64.0.1", "169.254.169.254",
    "172.16.0.1", "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1", "203.0.113.9",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "::7f00:1", "::ffff:127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:db8::1", "fc00::1", "fe80::1",
    "ff02::1",
]  # fmt: skip
# what the system's resolver reads as 127.0.0.1
SPELLINGS = ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "①②⑦.0.0.1", "127.000.000.001"]
PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"]


class Watched:
    """A resolver that says what the test says, and a connector that counts."""

    def __init__(self, *answers, server=None):
        self.answers, self.server, self.connects = list(answers), server, []

    def resolver(self, _host, _port):
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def connector(self, address, _port, seconds):
        self.connects.append(address)
        return socket.create_connection(self.server, timeout=seconds)

    def guard(self, **others):
        facts = {"largest": 1000, "resolver": self.resolver, "connector": self.connector}
        return Guard(**(facts | others))


def refusal(url, guard, **others):
    with pytest.raises(Refused) as refused:
        fetch(url, guard=guard, **others)
    return refused.value.fault


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_never_connected_to(address):
    assert not is_public(address)
    watched = Watched([address])
    assert refusal("https://calendar.example.org/me.ics", watched.guard()) == "inside"
    host = f"[{address}]" if ":" in address else address
    direct = Watched()
    guard = Guard(largest=1000, connector=direct.connector)
    assert refusal(f"http://{host}/me.ics", guard) in {"inside", "unreachable"}
    assert watched.connects == direct.connects == []


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_other_spellings_of_the_loopback_are_decided_on_what_they_mean(spelling):
    watched = Watched()
    guard = Guard(largest=1000, connector=watched.connector)
    assert refusal(f"http://{spelling}/me.ics", guard) in {"inside", "address", "unreachable"}
    assert watched.connects == []


def test_the_resolver_of_the_system_is_asked_once_for_addresses():
    assert resolve("127.1", 80) == ["127.0.0.1"]


def test_one_bad_address_among_good_ones_is_enough():
    watched = Watched(["93.184.216.34", "10.0.0.1"])
    assert refusal("https://calendar.example.org/", watched.guard()) == "inside"
    assert watched.connects == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a.ics", "file:///etc/passwd", "gopher://example.org/", "https:///a.ics",
        "https://me:secret@example.org/a.ics", "https://example.org:22/", "https://example.org:x/",
        "http://[fe80::1%25eth0]/", "https://example.org/a b", "https://example.org/\r\nX: y",
        "https://exa\u200bmple.org/", "javascript:alert(1)", "", "https://[::1",
    ],
)  # fmt: skip
def test_only_plain_addresses_of_the_web_are_read(url):
    watched = Watched(["93.184.216.34"])
    assert refusal(url, watched.guard()) == "address"
    assert watched.connects == []


@pytest.fixture
def server():
    """A server that answers with what the test says, once for each connection."""
    listening = socket.create_server(("127.0.0.1", 0))
    answers, asked = [], []

    def serve():
        while True:
            try:
                sock, _peer = listening.accept()
            except OSError:
                return
            with sock:
                asked.append(sock.recv(4000).decode())
                sock.sendall(answers[min(len(asked), len(answers)) - 1])

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listening.getsockname(), answers, asked
    listening.close()


def answer(status, body=b"", **headers):
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{key.replace('_', '-')}: {value}" for key, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def local(watched, **others):
    """A guard for which the test's own server is public."""
    public = {"93.184.216.34", "127.0.0.1"}
    return watched.guard(allowed=lambda address: address in public, **others)


def test_a_file_comes_with_its_etag_and_is_not_read_twice(server):
    address, answers, asked = server
    answers += [answer("200 OK", b"BEGIN", ETag='"1"'), answer("304 Not Modified", ETag='"1"')]
    watched = Watched(["93.184.216.34"], server=address)
    url = "http://calendar.example.org/me.ics?key=1"
    assert fetch(url, guard=local(watched)) == Fetched(b"BEGIN", '"1"')
    assert fetch(url, guard=local(watched), etag='"1"') == Fetched(None, '"1"')
    assert "GET /me.ics?key=1 HTTP/1.1" in asked[0]
    assert "Host: calendar.example.org" in asked[0]
    assert 'If-None-Match: "1"' in asked[1]
    assert watched.connects == ["93.184.216.34"] * 2


def test_a_name_that_means_something_else_a_moment_later_changes_nothing(server):
    address, answers, _asked = server
    answers.append(answer("200 OK", b"BEGIN"))
    watched = Watched(["93.184.216.34"], ["10.0.0.1"], server=address)
    assert fetch("http://rebinding.example.org/", guard=local(watched)).content == b"BEGIN"
    assert watched.connects == ["93.184.216.34"]  # what was looked at, not what it is by now
    assert refusal("http://rebinding.example.org/", local(watched)) == "inside"


def test_a_peer_that_is_another_address_than_asked_for_is_hung_up_on(server):
    address, answers, asked = server
    answers.append(answer("200 OK", b"secret"))
    watched = Watched(["93.184.216.34"], server=address)
    guard = watched.guard(allowed=lambda address: address == "93.184.216.34")
    assert refusal("http://calendar.example.org/", guard) == "inside"
    assert not asked or asked == [""]


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Again", "308 Moved"])
def test_redirects_are_not_followed(status, server):
    address, answers, asked = server
    answers.append(answer(status, Location="http://169.254.169.254/"))
    watched = Watched(["93.184.216.34"], server=address)
    assert refusal("http://calendar.example.org/", local(watched)) == "redirect"
    assert len(asked) == len(watched.connects) == 1


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        (answer("404 Not Found"), "answer"),
        (answer("200 OK", b"x", Content_Encoding="gzip"), "answer"),
        (answer("200 OK", b"x" * 1001), "large"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5000, "large"),
        (b"nonsense\r\n\r\n", "unreachable"),
        (b"", "unreachable"),
    ],
)
def test_an_answer_that_is_none_is_refused(sent, fault, server):
    address, answers, _asked = server
    answers.append(sent)
    watched = Watched(["93.184.216.34"], server=address)
    assert refusal("http://calendar.example.org/", local(watched)) == fault


def test_one_who_never_ends_is_hung_up_on():
    listening = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def drip():
        sock, _peer = listening.accept()
        with sock:
            sock.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while not stop.wait(0.05):
                try:
                    sock.sendall(b"x")
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    watched = Watched(["93.184.216.34"], server=listening.getsockname())
    guard = local(watched, total=0.5)
    try:
        assert refusal("http://calendar.example.org/", guard) == "slow"
    finally:
        stop.set()
        thread.join(timeout=10)
        listening.close()


def test_a_name_that_nobody_knows_is_said_so():
    def nobody(_host, _port):
        raise socket.gaierror("unknown")

    guard = Guard(largest=10, resolver=nobody)
    assert refusal("https://nobody.example.org/", guard) == "unreachable"
    empty = Guard(largest=10, resolver=lambda *_: [])
    assert refusal("https://nobody.example.org/", empty) == "unreachable"
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = closed.getsockname()
    watched = Watched(["93.184.216.34"], server=address)
    assert refusal("http://closed.example.org/", local(watched)) == "unreachable"
    assert refusal("https://closed.example.org/", local(watched)) == "unreachable"
