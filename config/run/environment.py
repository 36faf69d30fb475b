"""The environment of a local start: secrets made once, addresses of this machine.

Whatever the caller's environment already says wins over what is made here.
"""

import base64
import os
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LOOPBACK = "127.0.0.1"
_ANY = {"0.0.0.0", "::", "*"}  # noqa: S104


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the product and the simulator listen, and how this machine reaches them."""

    host: str
    port: int

    @property
    def simulator_port(self) -> int:
        return self.port + 1

    @property
    def local(self) -> str:
        """A host name that reaches the product from this machine."""
        return LOOPBACK if self.host in _ANY else self.host

    @property
    def web_url(self) -> str:
        return f"http://{_bracketed(self.local)}:{self.port}"

    @property
    def simulator_url(self) -> str:
        return f"http://{_bracketed(self.local)}:{self.simulator_port}"

    @property
    def shown(self) -> str:
        """The host a person types."""
        return "localhost" if self.local == LOOPBACK else _bracketed(self.local)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def addresses_from(env: Mapping[str, str]) -> Addresses:
    """From HOST and PORT; raises ValueError when PORT is not a usable number."""
    text = env.get("PORT") or "8000"
    if not text.isdigit() or not 1 <= int(text) <= 65534:
        raise ValueError(f"PORT={text} is not a port number between 1 and 65534.")
    return Addresses(host=env.get("HOST") or LOOPBACK, port=int(text))


def load_secrets(path: Path) -> dict[str, str]:
    """The secrets of this checkout, made at the first start and kept (mode 0600)."""
    known = _read(path) if path.exists() else {}
    missing = {name: value for name, value in _fresh_secrets().items() if name not in known}
    if missing:
        known |= missing
        write_private(path, known)
    return known


def _fresh_secrets() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ENCRYPTION_KEYS": base64.b64encode(secrets.token_bytes(32)).decode(),
        "SIMULATOR_APP_SECRET": secrets.token_hex(16),
        "SIMULATOR_VERIFY_TOKEN": secrets.token_urlsafe(16),
        "SIMULATOR_ACCESS_TOKEN": "SIM" + secrets.token_urlsafe(48),
        "SIMULATOR_PHONE_NUMBER_ID": _digits(15),
        "SIMULATOR_WABA_ID": _digits(15),
        "DEMO_PASSWORD": f"{secrets.choice(_WORDS)}-{secrets.choice(_WORDS)}-{_digits(4)}",
    }


_WORDS = ("agenda", "brisa", "cacau", "farol", "girassol", "ipe", "jardim", "lua", "manga", "mar")


def _digits(count: int) -> str:
    return "1" + "".join(secrets.choice("0123456789") for _ in range(count - 1))


def _read(path: Path) -> dict[str, str]:
    lines = (line.partition("=") for line in path.read_text().splitlines())
    return {name: value for name, mark, value in lines if mark}


def write_private(path: Path, values: Mapping[str, str]) -> None:
    """NAME=value lines that only we may read, never half written."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())
    fresh.replace(path)


def read_private(path: Path) -> dict[str, str]:
    """What `write_private` wrote."""
    return _read(path)


def local_environment(
    given: Mapping[str, str], known: Mapping[str, str], addresses: Addresses
) -> dict[str, str]:
    """What a local start adds to the caller's environment: production-like, plain HTTP."""
    made = {
        **known,
        "DEBUG": "false",
        "USE_HTTPS": "false",
        "ALLOWED_HOSTS": ",".join(allowed_hosts(addresses)),
        "PUBLIC_URL": addresses.web_url,
        "SIMULATOR_URL": addresses.simulator_url,
        "WORKERS": "4",
        "EMAIL_URL": "consolemail://",
        "DATABASE_URL": "",
        "REDIS_URL": "",
    }
    return {
        **{name: given.get(name) or value for name, value in made.items()},
        "PORT": str(addresses.port),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


def allowed_hosts(addresses: Addresses) -> list[str]:
    """Names this machine is called by."""
    name = socket.gethostname()
    hosts = ["localhost", LOOPBACK, "[::1]", name, f"{name}.local"]
    if addresses.host in _ANY:
        hosts.append(_outward_address())
    else:
        hosts.append(_bracketed(addresses.host))
    return list(dict.fromkeys(host for host in hosts if host))


def _outward_address() -> str:
    """This machine's address in its own network; sends nothing (UDP connect)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return ""
