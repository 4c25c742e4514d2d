"""Engines to run presscut on, from nothing: for tests, and to try; not installed."""
