"""Fixtures of the whole suite; the servers come from config.run.testing.services."""

pytest_plugins = ["config.run.testing.browser", "config.run.testing.stack"]
