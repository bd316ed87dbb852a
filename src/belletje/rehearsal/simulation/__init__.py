"""Calls by the hundred thousand: the same rules as the live prospect, over arrays with one place a call."""
