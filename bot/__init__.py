"""Khaobot: answers questions about Thai news with the sentence that answers, its source and its date."""

__version__ = "0.1.0"
