"""Bytes and time of chat widgets on a slow phone: `python -m tests.bench.widgets`."""
