"""Reading a file from an address that somebody typed, without reaching into our own network.
No Django.

What may be reached is decided on the address that is connected to, not on the name: the name is
resolved once, every address of it is looked at, and the socket is opened to one of these, so that
a name that means something else a moment later changes nothing. Redirects are never followed.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

CONNECT_SECONDS: Final = 3.0
TOTAL_SECONDS: Final = 15.0
PIECE: Final = 64 * 1024
_SCHEMES: Final = {"http": 80, "https": 443}
# what is global by itself and leads to an address inside another one, or to nobody
_EMBEDDED: Final = tuple(
    ipaddress.ip_network(net)
    for net in (
        "192.0.0.0/24", "192.88.99.0/24", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16",
        "2001::/23", "::/96", "fec0::/10", "5f00::/16",
    )
)  # fmt: skip

Fault = Literal["address", "inside", "redirect", "answer", "large", "slow", "unreachable"]


class Refused(Exception):
    """The file was not read; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


@dataclass(frozen=True)
class Fetched:
    """What came: nothing new where the other side says so."""

    content: bytes | None
    etag: str


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet, and means only itself."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return False
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
    inside = any(ip in net for net in _EMBEDDED if net.version == ip.version)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or inside)


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a name, as the system's resolver gives them."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def _connect(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)


@dataclass(frozen=True)
class Guard:
    """What may be reached, and by which means; tests put their own resolver in."""

    largest: int
    ports: frozenset[int] = frozenset(_SCHEMES.values())
    allowed: Callable[[str], bool] = is_public
    resolver: Callable[[str, int], list[str]] = resolve
    connector: Callable[[str, int, float], socket.socket] = _connect
    total: float = TOTAL_SECONDS
    tls: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)


def fetch(url: str, *, guard: Guard, etag: str = "") -> Fetched:
    """Read the file at an address. Raises Refused."""
    until = time.monotonic() + guard.total
    secure, host, port, path = _parts(url, guard)
    sock = _open(host, port, guard)
    held = [sock]
    watch = threading.Timer(guard.total, _hang_up, [held])
    watch.daemon = True
    watch.start()
    try:
        if secure:
            sock = guard.tls().wrap_socket(sock, server_hostname=host)
            held[0] = sock
        with _asked(sock, host, port, path, etag) as answer:
            return _read(answer, guard, until)
    except (OSError, http.client.HTTPException, UnicodeError):
        raise Refused("slow" if time.monotonic() >= until else "unreachable") from None
    finally:
        watch.cancel()
        sock.close()


def _hang_up(held: list[socket.socket]) -> None:
    try:
        held[0].shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is closed already


def _parts(url: str, guard: Guard) -> tuple[bool, str, int, str]:
    """Return whether it is secure, host, port and path of an address; raises Refused."""
    text = url.strip()
    if text.lower().startswith("webcal://"):
        text = "https://" + text[len("webcal://") :]
    try:
        parts = urlsplit(text)
        port = parts.port or _SCHEMES.get(parts.scheme, 0)
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        raise Refused("address") from None
    plain = parts.username is None and parts.password is None and "%" not in host
    clean = text.isascii() and text.isprintable() and " " not in text
    if parts.scheme not in _SCHEMES or not (host and plain and clean) or port not in guard.ports:
        raise Refused("address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme == "https", host, port, path


def _open(host: str, port: int, guard: Guard) -> socket.socket:
    """Connect to an address of the host; all of them have to be allowed, and so has the peer."""
    try:
        addresses = guard.resolver(host, port)
    except (OSError, UnicodeError):
        raise Refused("unreachable") from None
    if not addresses:
        raise Refused("unreachable")
    if not all(guard.allowed(address) for address in addresses):
        raise Refused("inside")
    for address in addresses[:2]:
        try:
            sock = guard.connector(address, port, CONNECT_SECONDS)
        except OSError:
            continue
        if guard.allowed(str(sock.getpeername()[0])):
            return sock
        sock.close()
        raise Refused("inside")
    raise Refused("unreachable")


def _asked(
    sock: socket.socket, host: str, port: int, path: str, etag: str
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(host, port)
    connection.sock = sock  # it is open: nothing is resolved or connected to again
    headers = {"Accept": "text/calendar", "User-Agent": "Service-Day", "Connection": "close"}
    if etag:
        headers["If-None-Match"] = etag
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def _read(answer: http.client.HTTPResponse, guard: Guard, until: float) -> Fetched:
    etag = (answer.getheader("ETag") or "")[:200]
    if answer.status == http.HTTPStatus.NOT_MODIFIED:
        return Fetched(None, etag)
    if 300 <= answer.status < 400:  # noqa: PLR2004  (wherever it leads)
        raise Refused("redirect")
    if answer.status != http.HTTPStatus.OK or answer.getheader("Content-Encoding"):
        raise Refused("answer")
    pieces, size = [], 0
    while piece := answer.read(PIECE):
        size += len(piece)
        if size > guard.largest:
            raise Refused("large")
        if time.monotonic() >= until:
            raise Refused("slow")
        pieces.append(piece)
    return Fetched(b"".join(pieces), etag)
