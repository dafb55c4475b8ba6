"""What staff do with content: see what changed, approve, publish, go back, turn the chat off.

The command line is one way to these functions; each takes what it needs and prints nothing.
"""
