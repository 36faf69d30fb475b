"""The product's settings for tests and for the processes they start.

What makes guessing a password slow makes tests slow: the same hasher takes fewer rounds.
"""

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["config.run.testing.hashers.QuickHasher"]
