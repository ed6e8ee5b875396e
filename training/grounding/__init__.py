"""Fits what the check of written sentences asks of their meaning."""
