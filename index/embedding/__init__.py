"""Embeds questions and passages: the seam, the default model's weights, and the cache of vectors."""
