"""One plain form for what people write: lower case, no accents, short forms spelled out."""

import re
import unicodedata

MAX_LENGTH = 600  # nobody books with more words; the rest is left unread

_KEPT = re.compile(r"[^a-z0-9:/.,+\-\s]")
_SPACES = re.compile(r"\s+")
_EDGES = re.compile(r"(?<!\d)[.,:/\-]+|[.,:/\-]+(?!\d)")

SHORT_FORMS = {
    "hj": "hoje",
    "amnh": "amanha",
    "amanh": "amanha",
    "amn": "amanha",
    "dps": "depois",
    "dpois": "depois",
    "vc": "voce",
    "vcs": "voces",
    "obg": "obrigado",
    "obgd": "obrigado",
    "brigado": "obrigado",
    "brigada": "obrigada",
    "vlw": "valeu",
    "pq": "porque",
    "qdo": "quando",
    "qnd": "quando",
    "qto": "quanto",
    "qnto": "quanto",
    "q": "que",
    "pra": "para",
    "pro": "para",
    "p": "para",
    "ta": "esta",
    "to": "estou",
    "n": "nao",
    "nn": "nao",
    "naum": "nao",
    "sm": "sim",
    "ss": "sim",
    "hr": "hora",
    "hrs": "horas",
    "seg": "segunda",
    "ter": "terca",
    "qua": "quarta",
    "qui": "quinta",
    "sex": "sexta",
    "sab": "sabado",
    "dom": "domingo",
    "2a": "segunda",
    "3a": "terca",
    "4a": "quarta",
    "5a": "quinta",
    "6a": "sexta",
    "bjs": "beijos",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "pls": "please",
    "thx": "thanks",
    "xq": "porque",
    "tb": "tambem",
    "tbm": "tambem",
    "msm": "mesmo",
    "blz": "beleza",
    "cmg": "comigo",
}
_THUMBS = str.maketrans(dict.fromkeys("👍👌✅☑✔", " sim ") | dict.fromkeys("👎❌🚫", " nao "))


def normalize(text: str) -> str:
    """`text` as plain words; "" when nothing is left. Never raises, linear in time."""
    text = text[:MAX_LENGTH].translate(_THUMBS).casefold()
    text = text.replace("ª", "a").replace("º", "o").replace("'", "").replace("’", "")
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    plain = _KEPT.sub(" ", plain).replace("-feira", " feira")
    plain = _EDGES.sub(" ", plain)
    return " ".join(SHORT_FORMS.get(word, word) for word in _SPACES.split(plain) if word)
