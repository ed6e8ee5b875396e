"""Trains the reader of `index/reading`: data, mixture, schedule, export and measurement."""
