"""The real call: who is next, how it ended, when to call again. A person makes every call; nothing here dials."""
