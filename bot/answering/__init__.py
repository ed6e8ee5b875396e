"""Makes answers: which sentences to quote, how to frame them, and when to say that there is none."""
