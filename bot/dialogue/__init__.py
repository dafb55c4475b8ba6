"""Rasa core adapters: the loopback channel, crisis policy, actions in process, conversations."""
