"""The bot's parts that know nothing of Telegram."""
