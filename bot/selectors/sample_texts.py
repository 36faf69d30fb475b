"""What sample data is made of, from bot/samples/<locale>.json."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "samples"


@cache
def sample_texts(locale: str) -> dict[str, Any]:
    """Of a LocaleChoice: `first` and `last` names, `team`, `tags`, `notes`, `children`, `pets`
    (name, species, breed, size), `vaccine`, and what is said: `talks` and `waiting` are lists
    of lines as config.demo.scripts has them. Raises FileNotFoundError for any other locale.
    """
    texts: dict[str, Any] = json.loads((FOLDER / f"{locale}.json").read_text("utf-8"))
    return texts
