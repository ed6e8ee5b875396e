"""The commands, and Telegram's menu of them in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Bot, BotCommand, BotCommandScopeChat

from bot.telegram.sending import Sender
from bot.texts import text
from index.types import Language

COMMANDS = ("ask", "help", "sources", "language", "forget", "privacy")
ADMIN_COMMANDS = ("status", "sync", "reindex", "rollback", "stats", "add")


async def show_menus(bot: Bot, admins: Iterable[int], sender: Sender) -> None:
    """Tell Telegram the commands; administrators see theirs too. Failing does no harm."""
    for language in ("en", "th"):
        commands = _commands(COMMANDS, language)
        # Without a code it is the menu of all whose language has none of its own.
        code = None if language == "en" else language
        await sender.repeatable(
            lambda commands=commands, code=code: bot.set_my_commands(commands, language_code=code),  # type: ignore[misc]
            "setting the menu",
        )
        for admin in admins:
            everything = commands + _commands(ADMIN_COMMANDS, language)
            await sender.repeatable(
                lambda all_=everything, scope=BotCommandScopeChat(admin), code=code: (  # type: ignore[misc]
                    bot.set_my_commands(all_, scope=scope, language_code=code)
                ),
                "setting an administrator's menu",
            )


def _commands(names: Iterable[str], language: Language) -> list[BotCommand]:
    return [BotCommand(name, text(f"command_{name}", language)) for name in names]
