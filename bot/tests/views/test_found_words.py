"""The line of a conversation that a search has found."""

import pytest

from bot.views.found_words import Piece, line_of


@pytest.mark.parametrize(
    ("found", "line"),
    [
        ("", "[Foto]"),
        ("Tem \x02corte\x03\nhoje?", "Tem <corte> hoje?"),
        (
            "Bom dia, tudo bem com vocês? Queria um \x02corte\x03",
            "… com vocês? Queria um <corte>",
        ),
        ("\x02corte\x03 e \x02corte\x03", "<corte> e <corte>"),
        ("x\x03 \x02a\x02b\x03", "x a<b>"),
    ],
)
def test_a_line_begins_shortly_before_what_was_found(found: str, line: str) -> None:
    pieces = line_of("[IMAGE]", found)
    shown = "".join(f"<{one.text}>" if one.is_hit else one.text for one in pieces)
    assert shown == line.replace("[Foto]", "Foto")


def test_a_long_message_is_cut() -> None:
    (hit, rest) = line_of("", "\x02corte\x03 " + "a" * 4000)
    assert hit == Piece("corte", is_hit=True)
    assert len(rest.text) < 200
