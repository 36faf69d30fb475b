"""Changing the language by asking for it."""

from dataclasses import replace

from bot.flows.misunderstanding import ask_again
from bot.flows.state import State
from bot.flows.talk import Talk, Turn

# Only the whole message counts: "inglês" may also be a service or a lesson.
_ASKED = {
    "en": ("english", "ingles", "inglês", "in english", "in english please", "english please"),
    "es": ("español", "espanol", "espanhol", "en español", "em espanhol", "spanish"),
    "pt-BR": ("portugues", "português", "em portugues", "em português", "portuguese", "portugués"),
}
LANGUAGES = {phrase: locale for locale, phrases in _ASKED.items() for phrase in phrases}


def switch_language(talk: Talk, state: State, text: str) -> Turn | None:
    """Remember the language that was asked for and put the open question in it; None when
    the text asks for no language."""
    locale = LANGUAGES.get(text.casefold().strip(" .!?"))
    if locale is None:
        return None
    talk.desk.set_locale(locale)
    spoken = talk.t.speaking(locale)
    there = replace(talk, t=spoken, lead=spoken("Combinado, falamos em português."))
    return ask_again(there, state)
