"""Long texts are read in passages; nothing of them is lost."""

from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import passages_of
from bot.assistant.passages import LONGEST


def test_short_text_is_one_passage_under_its_title() -> None:
    assert passages_of("Pix?", "Sim.\n\nTambém cartão.") == ["Pix?\nSim.\nTambém cartão."]


def test_long_text_is_cut_between_paragraphs() -> None:
    first, second = "Gatos. " * 80, "Cães. " * 80
    found = passages_of("Animais", f"{first}\n\n{second}")
    assert [one.split("\n")[1].split()[0] for one in found] == ["Gatos.", "Cães."]


def test_paragraph_without_end_is_cut_between_sentences_else_words() -> None:
    sentence = "Aceitamos todos os cartões que existem no país e mais alguns de fora. "
    for passage in passages_of("", sentence * 30):
        assert passage.endswith("fora.")
    for passage in passages_of("", "palavra " * 300):
        assert set(passage.split()) == {"palavra"}


@given(st.text(alphabet="ab .!?\nç🐶", max_size=3000))
def test_nothing_is_lost_and_nothing_too_long(text: str) -> None:
    passages = passages_of("", text)
    assert "".join("".join(passages).split()) == "".join(text.split())
    assert all(len(passage) <= LONGEST for passage in passages)
