"""The commands of `python -m bot`, a file a command.

Each offers `add(commands)` and imports what it needs when it runs: `--help` must not wait for a messenger's library.
"""
