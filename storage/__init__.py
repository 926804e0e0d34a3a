"""Tables, every query, and the one door to the database. Imports nothing of ours."""
