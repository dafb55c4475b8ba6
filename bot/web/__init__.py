"""The web gateway: the only thing the public reaches. It knows no Rasa and is never silent."""
