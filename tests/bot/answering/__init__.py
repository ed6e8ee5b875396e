"""Tests of `bot/answering`."""
