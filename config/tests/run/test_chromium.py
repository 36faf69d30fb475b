"""Which browser is taken of those on a machine."""

import pytest

from config.run.chromium import find_chromium


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """`machine("chromium", ...)`: programs of these names are all there is."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    def have(*names: str) -> str:
        for name in names:
            (tmp_path / name).write_text("#!/bin/sh\n")
            (tmp_path / name).chmod(0o755)
        return f"{tmp_path}/"

    return have


def test_the_one_without_a_window_comes_first(machine):
    folder = machine("google-chrome", "chromium", "chromium-headless-shell")
    assert find_chromium() == f"{folder}chromium-headless-shell"


def test_any_known_one_will_do(machine):
    folder = machine("firefox", "google-chrome")
    assert find_chromium() == f"{folder}google-chrome"


def test_without_a_known_one_there_is_none(machine):
    machine("firefox")
    assert find_chromium() is None


def test_a_named_one_is_taken_before_all(machine, monkeypatch):
    folder = machine("mine", "chromium-headless-shell")
    monkeypatch.setenv("CHROMIUM", f"{folder}mine")
    assert find_chromium() == f"{folder}mine"
