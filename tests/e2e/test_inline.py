"""Inline mode over HTTP.

Narrower than Telegram: the emulator doesn't cache results and never reports which one was chosen.
"""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.answering.types import Answer
from bot.texts import text
from tests.e2e.emulator import parsed
from tests.e2e.world import ASKED, ENGLISH_READER, THAI_READER, Person, World

both = pytest.mark.parametrize(("reader", "question", "said", "date"), ASKED, ids=["th", "en"])


@both
async def test_only_the_last_of_what_is_typed_is_answered(
    world: World, reader: Person, question: str, said: str, date: str
) -> None:
    for end in (10, 20, len(question)):
        await world.types(reader, question[:end])
    answer = (await world.until(lambda: world.sent("answerInlineQuery")))[0]
    await world.quiet(0.7)
    assert len(world.sent("answerInlineQuery")) == 1
    results = answer.fields["results"]
    contents = [result["input_message_content"] for result in results]
    assert any(said in parsed(content["message_text"]) for content in contents)
    assert date in results[0]["description"]
    assert date in parsed(contents[0]["message_text"])
    assert contents[0]["link_preview_options"] == {"is_disabled": True}


@both
async def test_what_was_asked_is_cached(
    world: World,
    reader: Person,
    question: str,
    said: str,
    date: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    answers = Answerer.answer

    def counting(self: Answerer, question: str, previous: tuple[str, ...] = ()) -> Answer:
        asked.append(question)
        return answers(self, question, previous)

    monkeypatch.setattr(Answerer, "answer", counting)
    for count, person in enumerate((reader, reader, THAI_READER, ENGLISH_READER), 1):
        await world.types(person, question)
        await world.until(lambda: world.sent("answerInlineQuery"), count)
    assert asked == [question]
    first, *others = (call.fields for call in world.sent("answerInlineQuery"))
    assert all(other["results"] == first["results"] for other in others)
    # Telegram may keep them for a minute, for the one person who asked.
    assert str(first["cache_time"]) == "60"
    assert str(first["is_personal"]).lower() == "true"


@both
async def test_what_is_too_short_gets_a_hint(
    world: World, reader: Person, question: str, said: str, date: str
) -> None:
    await world.types(reader, question[:2])
    answer = (await world.until(lambda: world.sent("answerInlineQuery")))[0]
    assert answer.fields["results"] == []
    language = "en" if reader.language == "en" else "th"
    assert answer.fields["button"]["text"] == text("inline_hint", language)
