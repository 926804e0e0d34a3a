"""The clock: when, never what."""
