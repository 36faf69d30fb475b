"""Fixtures of the whole suite; the servers come from config.run.testing.services."""
