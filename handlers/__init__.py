"""A message came in: read it, call one use case, answer."""
