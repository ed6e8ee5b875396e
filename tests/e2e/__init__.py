"""The bot over real HTTP against an emulated Bot API on 127.0.0.1."""
