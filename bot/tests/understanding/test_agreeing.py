"""What is acted upon as a yes, and what only begins like one."""

import pytest

from bot.understanding import agrees, agrees_to_cancel


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        *(
            (text, "pt-BR")
            for text in ("sim", "Sim!", "confirmo", "pode confirmar", "👍", "vou sim")
        ),
        *((text, "es") for text in ("sí", "vale", "confirmo")),
        *((text, "en") for text in ("yes", "ok", "sounds good")),
    ],
)
def test_a_yes_agrees(text: str, locale: str) -> None:
    assert agrees(text, locale)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        *((text, "pt-BR") for text in ("ok vou ver", "ok vou pensar", "sim?", "não confirmo")),
        *((text, "pt-BR") for text in ("sim vou verificar", "talvez sim", "sim, depois", "")),
        *((text, "es") for text in ("sí, voy a ver", "ok luego", "sí pero", "vale, depende")),
        *((text, "en") for text in ("ok maybe later", "yes let me check", "ok i will think")),
    ],
)
def test_what_only_begins_like_a_yes_does_not(text: str, locale: str) -> None:
    assert not agrees(text, locale)
    assert not agrees_to_cancel(text, locale)


def test_who_says_to_come_gives_no_visit_up() -> None:
    assert all(agrees(text) and not agrees_to_cancel(text) for text in ("vou sim", "mantido"))
    assert all(agrees_to_cancel(text) for text in ("sim", "confirmo", "pode confirmar"))
