"""Tests of `index/embedding`."""
