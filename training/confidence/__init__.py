"""Fits the model that tells whether the articles answer."""
