"""Changing the language by asking for it."""

from dataclasses import replace

from bot.flows.misunderstanding import ask_again
from bot.flows.state import State
from bot.flows.talk import Talk, Turn

# Only the whole message counts: "inglês" may also be a service.
_ASKED = {
    "en": ("english", "ingles", "em ingles", "in english", "english please", "speak english"),
    "es": ("espanol", "espanhol", "en espanol", "em espanhol", "spanish", "habla espanol"),
    "pt-BR": ("portugues", "em portugues", "portuguese", "fala portugues"),
}
LANGUAGES = {phrase: locale for locale, phrases in _ASKED.items() for phrase in phrases}


def switch_language(talk: Talk, state: State, said: str) -> Turn | None:
    """Remember the language that was asked for and put the open question in it; None when
    these plain words ask for no language."""
    locale = LANGUAGES.get(said)
    if locale is None:
        return None
    talk.desk.set_locale(locale)
    t = talk.t.speaking(locale)
    there = replace(talk, t=t, lead=t("Combinado, falamos em português."))
    return ask_again(there, state)
