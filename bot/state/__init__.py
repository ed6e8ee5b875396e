"""What the bot remembers between runs: people's settings, questions, answers and votes, in SQLite."""
