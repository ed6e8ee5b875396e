"""Tests of `index/sources`."""
