"""Tests of the handlers, one file for each kind."""
