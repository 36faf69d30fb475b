"""The vocabularies, as data: see `bot.understanding.vocabulary`."""
