"""Which account runs PostgreSQL, and what that account can reach.

PostgreSQL refuses to run as root. As root it therefore runs as an unprivileged account,
which may be unable to enter the checkout (below a 0700 home, say). No permission of a
folder that is not ours is ever changed: what it must reach is copied instead.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

SHARED_ROOT = Path("/var/lib/zapenda")
_CANDIDATES = ("postgres", "nobody")


class NoAccount(Exception):
    """Running as root on a machine without any unprivileged account to use."""


def server_account() -> str | None:
    """The account for PostgreSQL; None: the one we run as."""
    if os.geteuid() != 0:
        return None
    for name in _CANDIDATES:
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise NoAccount(
        f"PostgreSQL does not run as root, and none of {', '.join(_CANDIDATES)} exists here."
        " Run this as another account, or set DATABASE_URL."
    )


def identity_of(account: str | None) -> dict[str, Any]:
    """Arguments for subprocess to run something as the account."""
    if account is None:
        return {}
    entry = pwd.getpwnam(account)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def hand_over(folder: Path, account: str | None) -> None:
    """Give an empty folder of ours to the account, private to it."""
    if account is not None:
        entry = pwd.getpwnam(account)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    folder.chmod(0o700)


def can_reach(path: Path, account: str | None) -> bool:
    """Whether the account may enter every folder on the way, and the folder or file itself."""
    if account is None:
        return True
    test = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]
    done = subprocess.run(test, cwd="/", check=False, **identity_of(account))
    return done.returncode == 0


def reachable_place(installation: Path, account: str | None) -> Path:
    """The installation itself, or a copy of it where the account can get at it."""
    if can_reach(installation / "bin" / "postgres", account):
        return installation
    size = (installation / "bin" / "postgres").stat().st_size
    copy = SHARED_ROOT / f"binaries-{_digest(installation)}-{size}"
    if not copy.exists():
        _make_shared_root()
        fresh = copy.with_name(f"{copy.name}.new-{os.getpid()}")
        # Libraries lie beside the package and are found by a path relative to the binary.
        package = installation.parent
        for part in (installation, package.with_name(f"{package.name}.libs")):
            target = fresh / part.relative_to(package.parent)
            shutil.copytree(part, target, symlinks=True)
        fresh.rename(copy)
    return copy / installation.relative_to(installation.parent.parent)


def reachable_data_dir(wanted: Path, account: str | None) -> Path:
    """`wanted`, or a folder elsewhere that the account can enter.

    Which one is kept in a file beside `wanted`: whoever deletes the data folder (and the
    keys in it) starts afresh here too.
    """
    wanted.parent.mkdir(parents=True, exist_ok=True)
    if can_reach(wanted.parent, account):
        return wanted
    note = wanted.with_name(f"{wanted.name}.place")
    if not note.exists():
        _make_shared_root()
        place = Path(tempfile.mkdtemp(prefix="data-", dir=SHARED_ROOT))
        place.chmod(0o711)
        note.write_text(str(place))
    return Path(note.read_text().strip()) / wanted.name


def _make_shared_root() -> None:
    SHARED_ROOT.mkdir(mode=0o755, parents=True, exist_ok=True)
    SHARED_ROOT.chmod(0o755)


def _digest(path: Path) -> str:
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
