"""The bot as people meet it in Telegram: the only place, with bot/app.py, that knows the library."""
