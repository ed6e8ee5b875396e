"""Has answers written by a language model: the prompt, the call, the check, what is shown meanwhile."""
