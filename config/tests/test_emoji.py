"""What the picker of emoji loads: small, in every language, and as its script reads it."""

import gzip
import json
import re
from pathlib import Path

import pytest

from config.emoji import LANGUAGES, TARGET, build

MOST_BYTES = 40_000
LINE = re.compile(r"\S+ [^|]+(\|.+)?")  # as static/app/emoji.js takes it apart


def emoji(sign: str, **fields: object) -> dict[str, object]:
    return {"emoji": sign, "label": "rosto", "order": 1, "group": 0, "version": 1} | fields


def test_groups_are_in_order_without_parts_and_the_newest(tmp_path: Path) -> None:
    source, target = tmp_path / "package", tmp_path / "out"
    found = [
        emoji("😄", order=2, label="rosto alegre", tags=["alegre", "feliz"]),
        emoji("😀"),
        emoji("🏻", group=2),
        emoji("🫩", version=16),
        emoji("🐶", group=3, label="cachorro"),
        {"emoji": "🇦", "label": "letra A"},
    ]
    for language in LANGUAGES:
        (source / language).mkdir(parents=True)
        (source / language / "data.json").write_text(json.dumps(found))
    assert build(source, target) == {"pt": 3, "en": 3, "es": 3}
    written = json.loads((target / "pt.json").read_text())
    assert written[:3] == [["😀 rosto", "😄 rosto alegre|feliz"], [], ["🐶 cachorro"]]
    assert len(written) == 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_file_is_small_and_complete(language: str) -> None:
    body = (TARGET / f"{language}.json").read_bytes()
    assert len(gzip.compress(body)) < MOST_BYTES
    groups = json.loads(body)
    lines = [line for group in groups for line in group]
    assert all(groups)
    assert len(lines) > 1500
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert len({line.split(" ")[0] for line in lines}) == len(lines)
