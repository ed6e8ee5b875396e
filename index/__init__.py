"""Turns articles into passages, passages into vectors, and answers searches over them."""
