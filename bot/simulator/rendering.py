"""A template with its values filled in, as the phone shows it."""

from typing import Any

from bot.simulator.state import Template


def rendered(template: Template, content: dict[str, Any]) -> dict[str, Any]:
    """{"header", "text", "footer", "buttons": [{"title", "id", "type", "url"}], "category"}:
    values filled in, payloads joined to their labels."""
    given = content.get("components") or []
    return {
        "header": filled(template, given, "header"),
        "text": filled(template, given),
        "footer": text_of(template, "footer"),
        "buttons": _buttons(template, given),
        "category": template.category,
    }


def filled(template: Template, given: list[Any], part: str = "body") -> str:
    """The text of a part with the values of a send in place of {{1}} or {{name}}."""
    text = text_of(template, part)
    for position, parameter in enumerate(parameters_of(given, part), 1):
        name = parameter.get("parameter_name") or position
        text = text.replace(f"{{{{{name}}}}}", words_of(parameter))
    return text


def text_of(template: Template, part: str) -> str:
    """The text of the header, body or footer with its placeholders; "" without one."""
    parts = (c for c in template.components if c["type"].lower() == part)
    return next((str(c.get("text") or "") for c in parts), "")


def parameters_of(given: list[Any], part: str) -> list[dict[str, Any]]:
    """The values that a send gives to a part of its template."""
    parts = (c for c in given if str(c.get("type")).lower() == part)
    return next((list(c.get("parameters") or []) for c in parts), [])


def words_of(parameter: dict[str, Any]) -> str:
    """What a parameter shows: its text, or the fallback of a sum or a date."""
    kind = str(parameter.get("type"))
    if kind in {"currency", "date_time"}:
        return str((parameter.get(kind) or {}).get("fallback_value") or "")
    return str(parameter.get("text") or "")


def _buttons(template: Template, given: list[Any]) -> list[dict[str, str]]:
    values = {
        int(c.get("index") or 0): c["parameters"][0]
        for c in given
        if str(c.get("type")).lower() == "button" and c.get("parameters")
    }
    buttons = [
        button
        for component in template.components
        if component["type"].upper() == "BUTTONS"
        for button in component.get("buttons") or []
    ]
    return [_button(button, values.get(index, {})) for index, button in enumerate(buttons)]


def _button(button: dict[str, Any], value: dict[str, Any]) -> dict[str, str]:
    label, url = str(button.get("text") or ""), str(button.get("url") or "")
    return {
        "title": label,
        "id": str(value.get("payload") or label),
        "type": str(button.get("type") or "QUICK_REPLY").upper(),
        "url": url.replace("{{1}}", str(value.get("text") or "")),
    }
