"""Blocks of Typebot that wait for an answer."""

from typing import Any

from bot.typebot.steps import LINE, PERSON, TEXT, Block, Ref
from bot.typebot.texts import plain_name

BUTTONS, BUTTON, ROWS, ROW, ROW_TEXT = 3, 20, 10, 24, 72
RATING = 10
OPEN = {"pt-BR": "Ver opções", "en": "See options", "es": "Ver opciones"}
WAITING: dict[str, Any] = {"retry_text": "", "retries": 2, "idle_minutes": 60}


def ask(block: Block, question: str) -> None:
    """Turn an input into the step that asks `question`."""
    _READERS[block.type](block, question)


def is_input(block_type: str) -> bool:
    return block_type in _READERS


def _open(answer: str, code: str = "") -> Any:
    def read(block: Block, question: str) -> None:
        if code:
            block.turned(code)
        _question(block, question, answer)

    return read


def _question(block: Block, question: str, answer: str, **more: Any) -> None:
    options = block.options
    data = {
        "text": _words(block, question, TEXT),
        "answer": answer,
        "variable": block.variable(options.get("variableId")) or _own_name(block),
        "choices": [],
        "minimum": "",
        "maximum": "",
        **WAITING,
        "retry_text": block.text(options.get("retryMessageContent")),
        **more,
    }
    block.add("question", data, done=block.after, failed=PERSON, idle=PERSON)


def _number(block: Block, question: str) -> None:
    bounds = {
        ours: str(block.options[theirs])[:20]
        for ours, theirs in (("minimum", "min"), ("maximum", "max"))
        if isinstance(block.options.get(theirs), int | float)
    }
    _question(block, question, "number", **bounds)


def _rating(block: Block, question: str) -> None:
    length = block.options.get("length")
    most = str(length if isinstance(length, int) and length > 0 else RATING)
    block.turned("rating", limit=most)
    _question(block, question, "number", minimum="0", maximum=most)


def _choice(block: Block, question: str) -> None:
    shown = [(one.get("content"), "", block.way(one)) for one in block.items]
    _offer(block, question, [one for one in shown if one[0]], is_list=False)


def _pictures(block: Block, question: str) -> None:
    shown = [(one.get("title"), one.get("description"), block.way(one)) for one in block.items]
    block.turned("pictures")
    _offer(block, question, [one for one in shown if one[0]], is_list=True)


def _offer(
    block: Block, question: str, shown: list[tuple[Any, Any, Ref]], *, is_list: bool
) -> None:
    """Buttons where they fit, else a list. Without anything to choose, an open question."""
    if block.options.get("isMultipleChoice"):
        block.turned("one_choice")
    if not shown:
        block.turned("no_choices")
        return _question(block, question, "text")
    if len(shown) > ROWS:
        block.lost("too_many_choices", count=len(shown) - ROWS)
    choices = [(block.text(title), block.text(more), way) for title, more, way in shown[:ROWS]]
    titles = [title for title, _more, _way in choices]
    common = {
        "text": _words(block, question, LINE),
        "header": "",
        "footer": "",
        "variable": block.variable(block.options.get("variableId")),
        **WAITING,
    }
    ways = {f"o{at}": way for at, (_title, _more, way) in enumerate(choices, 1)}
    ways |= {"no_match": PERSON, "idle": PERSON}
    fits = len(titles) <= BUTTONS and len(set(titles)) == len(titles)
    if fits and not is_list and all(len(title) <= BUTTON for title in titles):
        buttons = [{"id": f"o{at}", "title": title} for at, title in enumerate(titles, 1)]
        block.add("buttons", common | {"buttons": buttons}, **ways)
        return None
    rows = [_row(block, at, title, more) for at, (title, more, _way) in enumerate(choices, 1)]
    sections = [{"title": "", "rows": rows}]
    block.add(
        "list",
        common | {"button": OPEN.get(block.book.locale, OPEN["pt-BR"]), "sections": sections},
        **ways,
    )
    return None


def _row(block: Block, at: int, title: str, more: str) -> dict[str, str]:
    if len(title) > ROW:
        block.turned("long_title", name=title)
        more = more or title
        title = title[: ROW - 1].rstrip() + "…"
    return {"id": f"o{at}", "title": title, "description": more[:ROW_TEXT]}


def _words(block: Block, question: str, limit: int) -> str:
    if len(question) > limit:
        block.turned("cut", limit=limit)
        return question[: limit - 1].rstrip() + "…"
    if question:
        return question
    labels = block.options.get("labels")
    hint = labels.get("placeholder") if isinstance(labels, dict) else ""
    block.turned("no_question")
    return block.text(hint) or "…"


def _own_name(block: Block) -> str:
    return plain_name(f"resposta {len(block.book.steps) + 1}")


_READERS: dict[str, Any] = {
    "text input": _open("text"),
    "number input": _number,
    "email input": _open("email"),
    "url input": _open("text", "url"),
    "date input": _open("date"),
    "phone number input": _open("phone"),
    "rating input": _rating,
    "choice input": _choice,
    "picture choice input": _pictures,
}
