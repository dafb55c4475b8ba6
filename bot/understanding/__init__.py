"""Rasa NLU components: what a message means, which topic it asks for, whether it is a crisis."""
