"""A template as the phone shows it."""

from typing import Any

from bot.simulator.checks import find_template
from bot.simulator.state import State


def rendered(state: State, waba_id: str, content: dict[str, Any]) -> dict[str, Any]:
    """{"text", "buttons": [{"title", "id"}], "category"}: values filled in, payloads joined
    to their labels."""
    template = find_template(state, waba_id, content)
    text = next(c["text"] for c in template.components if c["type"].upper() == "BODY")
    payloads: dict[int, str] = {}
    for component in content.get("components") or []:
        parameters = component.get("parameters") or []
        kind = str(component.get("type")).lower()
        if kind == "body":
            for position, parameter in enumerate(parameters, 1):
                name = parameter.get("parameter_name") or position
                text = text.replace(f"{{{{{name}}}}}", str(parameter.get("text") or ""))
        elif kind == "button" and parameters:
            payloads[int(component.get("index") or 0)] = str(parameters[0].get("payload") or "")
    labels = [
        str(button.get("text") or "")
        for component in template.components
        if component["type"].upper() == "BUTTONS"
        for button in component.get("buttons") or []
    ]
    buttons = [
        {"title": label, "id": payloads.get(index) or label} for index, label in enumerate(labels)
    ]
    return {"text": text, "buttons": buttons, "category": template.category}
