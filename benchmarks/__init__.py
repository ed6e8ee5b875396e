"""Side-by-side measurements over public question sets; never part of the tests."""
