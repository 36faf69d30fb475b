"""Language models that speak OpenAI's or Anthropic's protocol."""

from bot.gateways.language_model.access import ModelAccess, ModelFailed, ask_model

__all__ = ["ModelAccess", "ModelFailed", "ask_model"]
