"""Language models that speak OpenAI's or Anthropic's protocol."""

from bot.gateways.language_model.access import ModelAccess, ModelFailed, ask_model, prepare
from bot.gateways.language_model.embeddings import TEXTS_AT_ONCE, Embedded, embed_texts

__all__ = [
    "TEXTS_AT_ONCE",
    "Embedded",
    "ModelAccess",
    "ModelFailed",
    "ask_model",
    "embed_texts",
    "prepare",
]
