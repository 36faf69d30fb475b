"""Writes static/build/emoji/<language>.json, what the picker of emoji offers.

`python -m config.emoji`, from the npm package emojibase-data (MIT; the words are Unicode
CLDR's), which is a thousand times as large. Skips what is up to date.
"""

import json
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parent.parent
SOURCE = BASE_DIR / "node_modules" / "emojibase-data"
TARGET = BASE_DIR / "static" / "build" / "emoji"
LANGUAGES = ("pt", "en", "es")
# emojibase's groups in the picker's order; "component" (skin tones, hair) is none of ours.
GROUPS = (0, 1, 3, 4, 5, 6, 7, 8, 9)
NEWEST = 15.1  # the version of Unicode's emoji that phones of two years ago can show
MOST_WORDS = 6


def build(source: Path = SOURCE, target: Path = TARGET) -> dict[str, int]:
    """Write each language's file; returns how many emoji it holds.

    A file is a list of groups, a group a list of "😀 name|word word".
    """
    target.mkdir(parents=True, exist_ok=True)
    counts = {}
    for language in LANGUAGES:
        emoji = json.loads((source / language / "data.json").read_text())
        chosen = sorted((one for one in emoji if _is_offered(one)), key=lambda one: one["order"])
        groups = [[_line(one) for one in chosen if one["group"] == group] for group in GROUPS]
        text = json.dumps(groups, ensure_ascii=False, separators=(",", ":"))
        (target / f"{language}.json").write_text(text + "\n")
        counts[language] = len(chosen)
    return counts


def _is_offered(emoji: dict[str, Any]) -> bool:
    return emoji.get("group") in GROUPS and emoji["version"] <= NEWEST


def _line(emoji: dict[str, Any]) -> str:
    name = emoji["label"]
    words = [word for word in emoji.get("tags", []) if word not in name][:MOST_WORDS]
    return f"{emoji['emoji']} {name}|{' '.join(words)}".removesuffix("|")


def is_up_to_date(source: Path = SOURCE, target: Path = TARGET) -> bool:
    """Whether every file is newer than the package and than this program."""
    made_from = max((source / "package.json").stat().st_mtime, Path(__file__).stat().st_mtime)
    files = [target / f"{language}.json" for language in LANGUAGES]
    return all(file.is_file() and file.stat().st_mtime >= made_from for file in files)


if __name__ == "__main__":
    if not is_up_to_date():
        build()
