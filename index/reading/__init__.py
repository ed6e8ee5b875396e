"""Points at the answer: a question and passages in, for each the best span and whether it answers."""
