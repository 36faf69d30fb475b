"""Children end with their owner, whichever way it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from config.run.children import Children, Program
from config.run.guard import alive, group_alive
from config.run.lock import AlreadyRunning, take_lock

PATIENCE_S = 20.0  # on a machine busy with other work
OWNER = """
import sys, time
from pathlib import Path
from config.run.children import Children, Program
children = Children()
children.remove_at_end(Path(sys.argv[1]))
script = "import subprocess, sys, time; subprocess.Popen(['sleep', '300']); time.sleep(300)"
child = children.spawn(Program(name="x", args=(sys.executable, "-c", script), grace=1))
print(child.pid, flush=True)
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(1, flush=True)
time.sleep(300)
"""


def wait_for(condition, within):
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


@pytest.mark.crash
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_killed_owner_leaves_neither_process_nor_folder(tmp_path, number):
    folder = tmp_path / "throw-away"
    folder.mkdir()
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER + "time.sleep(300)", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        child = int(owner.stdout.readline())
        wait_for(lambda: len(psutil.Process(child).children()) == 1, within=PATIENCE_S)
    finally:
        owner.send_signal(number)
        owner.wait()

    wait_for(lambda: not group_alive(child), within=PATIENCE_S)
    wait_for(lambda: not folder.exists(), within=PATIENCE_S)


def test_child_that_ignores_the_signal_is_killed_after_its_grace(tmp_path):
    children = Children()
    log = tmp_path / "log"
    child = children.spawn(
        Program(name="x", args=(sys.executable, "-c", STUBBORN), grace=0.5, log=log)
    )
    wait_for(lambda: log.read_text() == "1\n", within=PATIENCE_S)
    began = time.monotonic()
    children.stop(child)
    assert child.process.returncode == -signal.SIGKILL
    assert 0.4 < time.monotonic() - began < 3
    children.stop_all()


def test_lower_rank_stops_first(tmp_path):
    ended = tmp_path / "ended"
    script = (
        "import signal, sys, time\n"
        "def end(*_):\n"
        "    open(sys.argv[1], 'a').write(sys.argv[2]); sys.exit()\n"
        "signal.signal(signal.SIGTERM, end); print(1, flush=True); time.sleep(300)"
    )
    children = Children()
    for rank in (3, 1, 2):
        log = tmp_path / f"{rank}.log"
        arguments = (sys.executable, "-c", script, str(ended), str(rank))
        children.spawn(Program(name="x", args=arguments, rank=rank, log=log))
        wait_for(lambda log=log: log.read_text() == "1\n", within=PATIENCE_S)
    children.stop_all()
    assert ended.read_text() == "123"


@pytest.mark.crash
def test_killed_guard_is_replaced_and_knows_the_children(tmp_path):
    script = OWNER + "children._guard.kill(); children._guard.wait(); children.check_guard()"
    owner = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "none")], stdout=subprocess.PIPE, text=True
    )
    child = int(owner.stdout.readline())
    owner.wait()  # ends on its own, without stopping anything
    wait_for(lambda: not group_alive(child), within=PATIENCE_S)


def test_second_start_is_refused_and_names_the_first(tmp_path):
    handle = take_lock(tmp_path / "lock")
    with pytest.raises(AlreadyRunning, match=str(os.getpid())):
        take_lock(tmp_path / "lock")
    os.close(handle)
    os.close(take_lock(tmp_path / "lock"))


def test_no_code_of_the_guard_is_imported_from_the_project():
    source = Path(sys.modules[alive.__module__].__file__).read_text()
    assert "from config" not in source
