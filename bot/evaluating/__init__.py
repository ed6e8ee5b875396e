"""Measures how well questions are answered: reads question files, asks them, and scores the answers."""
