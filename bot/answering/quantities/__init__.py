"""Reads numbers, amounts and dates in Thai and English, and tells whether a text carries them."""
