"""Recovery support chatbot: understands, refers and answers with vetted text only."""
