"""Finds the names in a written sentence and tells whether a text carries them, in either script."""
