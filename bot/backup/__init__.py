"""Backups: the index in use, the state and what was added in chat, in one file."""
