"""The list of stories: its rows, what narrows it down, saved views, and acts on many at once."""
