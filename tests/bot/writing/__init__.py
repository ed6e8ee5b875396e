"""Tests of answers that a language model writes."""
