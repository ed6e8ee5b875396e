"""Writes what people and the bot say to each other as Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.e2e.emulator import Call


@dataclass
class Transcript:
    """Scenes of a conversation, in order."""

    lines: list[str] = field(default_factory=list)

    def scene(self, title: str) -> None:
        self.lines += ["", f"**{title}**"]

    def person(self, name: str, said: str) -> None:
        self.lines += ["", f"> 🧑 **{name}:** {said}"]

    def bot(self, call: Call) -> None:
        shown = markdown(call.text) if call.fields.get("parse_mode") else call.text
        self.lines += ["", *quoted("🤖 " + shown.strip())]
        if rows := (call.fields.get("reply_markup") or {}).get("inline_keyboard"):
            self.lines += [">", "> " + " ".join(f"`{b['text']}`" for row in rows for b in row)]

    def text(self) -> str:
        lines = "\n".join(self.lines).strip() + "\n"
        return re.sub(r"(?:>\n){2,}", ">\n", lines)


def quoted(text: str) -> list[str]:
    """Return `text` as lines of a Markdown quotation that keeps its breaks."""
    lines = text.split("\n")
    return [f"> {line}  " if line else ">" for line in lines]


def markdown(html: str) -> str:
    """Return the bot's HTML as Markdown."""
    text = re.sub(r'<a href="([^"]*)">(.*?)</a>', r"[\2](\1)", html)
    text = re.sub(r"</?b>", "**", re.sub(r"</?i>", "*", text))
    text = re.sub(r"\n?<blockquote[^>]*>(.*?)</blockquote>\n?", _blockquote, text, flags=re.S)
    for name, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(name, character)
    return text


def _blockquote(match: re.Match[str]) -> str:
    return "\n\n" + "\n".join(f"> {line}" for line in match[1].split("\n")) + "\n\n"
