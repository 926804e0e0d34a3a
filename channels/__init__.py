"""How words reach people, and how theirs reach us."""
