"""Questions a start asks of its machine: is a port free, is it ready, has it changed."""

import hashlib
import socket
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def health_answer(url: str) -> str:
    """The status, with the body when it is not 200; or why there was no answer."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5) as response:
            return str(response.status)
    except urllib.error.HTTPError as error:
        return f"{error.code} {error.read(500).decode(errors='replace')}"
    except OSError as error:
        return str(error)


def fingerprint(paths: Iterable[Path]) -> str:
    """Changes when a file below the paths is added, removed or written."""
    seen = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                facts = file.stat()
                seen.update(f"{file}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return seen.hexdigest()
