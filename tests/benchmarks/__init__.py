"""Tests of the benchmarks: that they measure what they say, on collections of a few articles."""
