"""The handlers and their helpers, without any network."""
