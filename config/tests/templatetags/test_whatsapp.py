"""Marks of WhatsApp become HTML, and nothing else does."""

import pytest

from config.templatetags.whatsapp import whatsapp


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*1.* Corte", "<b>1.</b> Corte"),
        ("Oi, *Studio Bela*!", "Oi, <b>Studio Bela</b>!"),
        ("_Até logo_ ~R$ 50~", "<i>Até logo</i> <s>R$ 50</s>"),
        ("*_os dois_*", "<b><i>os dois</i></b>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("nome_do_pet e outro_nome", "nome_do_pet e outro_nome"),
        ("*não\nfecha*", "*não\nfecha*"),
        ("<b>*x*</b> & 'y'", "&lt;b&gt;<b>x</b>&lt;/b&gt; &amp; &#x27;y&#x27;"),
        ("", ""),
    ],
)
def test_marks(text: str, shown: str) -> None:
    assert whatsapp(text) == shown
