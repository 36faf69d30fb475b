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
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx

from config.lib.deadline import Deadline

MOST_REDIRECTS = 3
LARGEST_ANSWER = 256 * 1024  # bytes
_FORBIDDEN_HEADERS = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "accept-encoding"}
)


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
        asked = _redirected(asked, _joined(asked.url, location), answer.status)
    raise CallRefused("redirects")


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise CallRefused("host") from error


def _redirected(call: Call, url: str, status: int) -> Call:
    """Another server gets no keys of the first; only 307 and 308 repeat a POST (RFC 9110)."""
    is_same = urlsplit(url)[:2] == urlsplit(call.url)[:2]
    headers = call.headers if is_same else {}
    if status in (307, 308):
        return replace(call, url=url, headers=headers)
    return replace(call, url=url, headers=headers, method="GET", body="")


def _ask(call: Call, hosts: Collection[str], allows_private: bool) -> tuple[Answer, str]:
    parts, host, port = _target(call.url, hosts, allows_private)
    ends = time.monotonic() + call.timeout_s
    address = checked_address(host, port, allows_private=allows_private)
    shown = f"[{address}]" if ":" in address else address
    target = parts._replace(netloc=f"{shown}:{port}").geturl()
    # An answer that is packed could be a thousand times its size.
    headers = {**call.headers, "Host": parts.netloc, "Accept-Encoding": "identity"}
    deadline = Deadline(ends - time.monotonic())
    try:
        with (
            deadline,
            httpx.Client(timeout=call.timeout_s, trust_env=False) as client,
            client.stream(
                call.method,
                target,
                headers=headers,
                content=call.body or None,
                extensions={"sni_hostname": host, "trace": deadline.trace},
            ) as response,
        ):
            location = response.headers.get("location", "") if response.is_redirect else ""
            return Answer(response.status_code, _read(response, deadline)), location
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise CallFailed("ReadTimeout" if deadline.is_over else type(error).__name__) from error


def _target(url: str, hosts: Collection[str], allows_private: bool) -> tuple[SplitResult, str, int]:
    """The address in parts, its host as it is looked up, and its port. Raises CallRefused."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise CallRefused("host") from error
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.scheme != "https" and not (allows_private and parts.scheme == "http"):
        raise CallRefused("scheme")
    if not host or "@" in parts.netloc or ("*" not in hosts and host not in hosts):
        raise CallRefused("host")
    return parts, host, port


def _read(response: httpx.Response, deadline: Deadline) -> bytes:
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise CallFailed("encoded")
    body = b""
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise CallFailed("too_large")
    if deadline.is_over:  # an answer without a length ends like one that was cut off
        raise CallFailed("ReadTimeout")
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
# Global to the library, but not of the internet: services of a cloud beside the machine
# (192.0.0.0/24), sites of old, translations of addresses that a network makes for itself,
# and the parts of routes (RFC 6890, 3879, 8215, 2765, 9602).
_INSIDE = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "fec0::/10", "64:ff9b:1::/48", "::ffff:0:0:0/96", "5f00::/16"),
    )
)


def is_public(address: str) -> bool:
    """Whether the address is one of the internet: not of a network, a machine, or a tunnel
    that leads into one."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and any(ip in network for network in _TUNNELS):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not any(ip in net for net in _INSIDE)
