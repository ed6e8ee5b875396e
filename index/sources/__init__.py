"""Reads articles from where they are kept: files and folders in several formats."""
