"""Marks of WhatsApp become HTML, and nothing else does."""

import time

import pytest

from config.templatetags.whatsapp import whatsapp


def link(words: str, address: str = "") -> str:
    way = 'target="_blank" rel="noopener noreferrer nofollow"'
    return f'<a href="{address or words}" {way}>{words}</a>'


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
        ("*veja https://a.br/x?a=1&b=2*", f"<b>veja {link('https://a.br/x?a=1&amp;b=2')}</b>"),
        ("(https://a.br/um_dois_tres).", f"({link('https://a.br/um_dois_tres')})."),
        ("Www.a.br, e https://", f"{link('Www.a.br', 'https://Www.a.br')}, e https://"),
        ('https://a.br/"><b>x', f"{link('https://a.br/')}&quot;&gt;&lt;b&gt;x"),
        ("javascript://a.br data:x xhttps://a.br", "javascript://a.br data:x xhttps://a.br"),
    ],
)
def test_marks(text: str, shown: str) -> None:
    assert whatsapp(text) == shown


@pytest.mark.parametrize("piece", ["*a ", "_", "*_~", "www.", "https://"])
def test_a_long_text_of_marks_takes_no_time(piece: str) -> None:
    start = time.perf_counter()
    whatsapp(piece * 16_000)
    assert time.perf_counter() - start < 1
