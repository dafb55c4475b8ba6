"""The commands of `python -m bot`: a module for each kind of need, a function a command."""
