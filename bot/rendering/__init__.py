"""Turns an answer into what is shown: terminal text and JSON."""
