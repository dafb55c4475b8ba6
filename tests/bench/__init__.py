"""Measure the bot beside the stock `rasa init` bot on one machine: `python -m tests.bench`."""
