"""Writes static/app/emoji/<language>.json, what the picker of emoji offers.

`python -m config.emoji <folder>`, where <folder> holds the unpacked npm package
emojibase-data (MIT; the words are Unicode CLDR's). Run by hand when new emoji have come to
most phones: the files are kept in the repository, since they change once a year and the
package is a thousand times their size.
"""

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "static" / "app" / "emoji"
LANGUAGES = ("pt", "en", "es")
# emojibase's groups in the picker's order; "component" (skin tones, hair) is none of ours.
GROUPS = (0, 1, 3, 4, 5, 6, 7, 8, 9)
NEWEST = 15.1  # the version of Unicode's emoji that phones of two years ago can show
MOST_WORDS = 6


def build(source: Path, target: Path = TARGET) -> dict[str, int]:
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


if __name__ == "__main__":
    print(build(Path(sys.argv[1])))  # noqa: T201
