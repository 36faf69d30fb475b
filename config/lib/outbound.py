"""Calls to servers that a tenant names: never to a private address, never without an end.

A name is resolved once, every address it has must be public, and the connection goes to the
very address that was checked (a name that answers otherwise the second time gains nothing).
Redirects are followed by hand, each checked anew.
"""

import ipaddress
import socket
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

import httpx

MOST_REDIRECTS = 3
LARGEST_ANSWER = 256 * 1024  # bytes
_FORBIDDEN_HEADERS = frozenset({"host", "content-length", "transfer-encoding", "connection"})


class CallRefused(Exception):
    """This address may not be called; `reason` is "host", "scheme", "private" or "redirects"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CallFailed(Exception):
    """The server did not answer usefully in time; `reason` is a word for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked; `timeout_s` is for all of it, redirects included."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: str = ""
    timeout_s: float = 5.0


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes


def call_out(call: Call, *, hosts: Collection[str], allows_private: bool = False) -> Answer:
    """Ask one of the `hosts` (names, "*" for any public one). Raises CallRefused, CallFailed.

    `allows_private` is for tests and for servers inside an operator's own network: then
    plain http is allowed as well.
    """
    kept = {n: v for n, v in call.headers.items() if n.lower() not in _FORBIDDEN_HEADERS}
    asked, ends = replace(call, headers=kept), time.monotonic() + call.timeout_s
    for _ in range(MOST_REDIRECTS + 1):
        left = max(ends - time.monotonic(), 0.001)
        answer, location = _ask(replace(asked, timeout_s=left), hosts, allows_private)
        if not location:
            return answer
        asked = _redirected(asked, urljoin(asked.url, location), answer.status)
    raise CallRefused("redirects")


def _redirected(call: Call, url: str, status: int) -> Call:
    """Another server gets no keys of the first; only 307 and 308 repeat a POST (RFC 9110)."""
    is_same = urlsplit(url)[:2] == urlsplit(call.url)[:2]
    headers = call.headers if is_same else {}
    if status in (307, 308):
        return replace(call, url=url, headers=headers)
    return replace(call, url=url, headers=headers, method="GET", body="")


def _ask(call: Call, hosts: Collection[str], allows_private: bool) -> tuple[Answer, str]:
    parts = urlsplit(call.url)
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.scheme != "https" and not (allows_private and parts.scheme == "http"):
        raise CallRefused("scheme")
    if not host or parts.username or ("*" not in hosts and host not in hosts):
        raise CallRefused("host")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise CallRefused("host") from error
    address = checked_address(host, port, allows_private=allows_private)
    shown = f"[{address}]" if ":" in address else address
    target = parts._replace(netloc=f"{shown}:{port}").geturl()
    headers = {**call.headers, "Host": parts.netloc}
    ends = time.monotonic() + call.timeout_s
    try:
        with (
            httpx.Client(timeout=call.timeout_s, trust_env=False) as client,
            client.stream(
                call.method,
                target,
                headers=headers,
                content=call.body or None,
                extensions={"sni_hostname": host},
            ) as response,
        ):
            location = response.headers.get("location", "") if response.is_redirect else ""
            return Answer(response.status_code, _read(response, ends)), location
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise CallFailed(type(error).__name__) from error


def _read(response: httpx.Response, ends: float) -> bytes:
    """The library's time-out is for each piece: a server that drips would never end."""
    body = b""
    for chunk in response.iter_bytes():
        body += chunk
        if time.monotonic() > ends:
            raise CallFailed("ReadTimeout")
        if len(body) > LARGEST_ANSWER:
            raise CallFailed("too_large")
    return body


def checked_address(host: str, port: int, *, allows_private: bool) -> str:
    """One address of the host; all of them were looked at. Raises CallRefused, CallFailed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise CallFailed("unknown_host") from error
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not allows_private and not all(map(is_public, addresses)):
        raise CallRefused("private")
    return addresses[0]


_TUNNELS = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))


def is_public(address: str) -> bool:
    """Whether the address is one of the internet: not of a network, a machine, or a tunnel
    that leads into one."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return inner.is_global
        if any(ip in network for network in _TUNNELS):
            return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF).is_global
    return ip.is_global and not ip.is_multicast
