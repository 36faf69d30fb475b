"""The templates we submit for approval (category UTILITY).

A reminder outside the 24-hour window must be a template. Variables, in order: customer's
name, service, day, time, business. The buttons' payloads are given at send time.
"""

from typing import Any

REMINDER = "appointment_reminder"
TEMPLATE_LANGUAGE = {"pt-BR": "pt_BR", "en": "en", "es": "es"}

_TEXTS: dict[str, tuple[str, tuple[str, ...], tuple[str, str, str]]] = {
    "pt_BR": (
        "Olá, {{1}}! Passando para lembrar do seu horário com a gente: {{2}}, {{3}} às {{4}}, "
        "em {{5}}. Você vem? É só tocar em um dos botões.",
        ("Marina", "Corte feminino", "sáb, 28/11", "15:00", "Studio Bela"),
        ("Confirmar", "Remarcar", "Cancelar"),
    ),
    "en": (
        "Hi {{1}}! A quick reminder of your appointment with us: {{2}}, {{3}} at {{4}}, at {{5}}. "
        "Will you come? Just tap one of the buttons.",
        ("Marina", "Haircut", "Sat, Nov 28", "3:00 PM", "Studio Bela"),
        ("Confirm", "Reschedule", "Cancel"),
    ),
    "es": (
        "¡Hola, {{1}}! Te recordamos tu cita con nosotros: {{2}}, {{3}} a las {{4}}, en {{5}}. "
        "¿Vienes? Solo toca uno de los botones.",
        ("Marina", "Corte de pelo", "sáb, 28/11", "15:00", "Studio Bela"),
        ("Confirmar", "Reprogramar", "Cancelar"),
    ),
}


def _draft(language: str) -> dict[str, Any]:
    body, examples, buttons = _TEXTS[language]
    return {
        "name": REMINDER,
        "language": language,
        "category": "UTILITY",
        "components": [
            {"type": "BODY", "text": body, "example": {"body_text": [list(examples)]}},
            {
                "type": "BUTTONS",
                "buttons": [{"type": "QUICK_REPLY", "text": text} for text in buttons],
            },
        ],
    }


def filled_template(language: str, values: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The text of our template with its variables filled in, and its buttons."""
    text, _examples, buttons = _TEXTS[language]
    for number, value in enumerate(values, start=1):
        text = text.replace(f"{{{{{number}}}}}", value)
    return text, buttons


REMINDER_TEMPLATES = [_draft(language) for language in _TEXTS]
