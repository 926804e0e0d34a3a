"""The web chat page: a messenger of our own."""
