"""Tests of `bot/evaluating`."""
