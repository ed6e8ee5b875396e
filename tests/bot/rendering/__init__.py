"""Tests of `bot/rendering`."""
