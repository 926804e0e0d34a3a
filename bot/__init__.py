"""Opens and connects everything; no rule lives here."""
