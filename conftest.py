"""Fixtures of the whole suite; the servers come from config.run.testing.services."""

from hypothesis import settings

pytest_plugins = [
    "config.run.testing.browser",
    "config.run.testing.emptying",
    "config.run.testing.stack",
    "config.run.testing.template",
    "tests.stores",
]

# How long one example takes says nothing on a machine that does other things beside.
settings.register_profile("zapenda", deadline=None)
settings.load_profile("zapenda")
