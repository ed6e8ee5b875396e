"""A hundred chats asking at once, over HTTP: all answered, each chat in order; the p95 is printed.

Wider than Telegram: the emulator has no rate limits of its own, and no network lies between.
"""

from __future__ import annotations

import asyncio
import time

from tests.e2e.conftest import StartBot
from tests.e2e.world import Person, World

CHATS = 100
QUESTIONS = (
    "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม",
    "คิม จอง อึน พบปูตินครั้งแรกที่ไหน",
    "When did Vladimir Putin meet To Lam?",
)


async def test_a_hundred_chats_at_once(start_bot: StartBot) -> None:
    world = await start_bot()
    waits = await ask_from_many_chats(world)
    print(f"\n{report(waits)}")


async def ask_from_many_chats(world: World, chats: int = CHATS) -> list[float]:
    """Let everybody ask everything at once; return how long each question waited for its answer."""
    people = [Person(5000 + n, f"คนที่ {n}") for n in range(chats)]
    started: dict[int, list[float]] = {}

    async def asks(person: Person) -> None:
        for question in QUESTIONS:
            started.setdefault(person.id, []).append(time.monotonic())
            await world.says(person, question)

    await asyncio.gather(*(asks(person) for person in people))
    await world.until(lambda: world.sent("sendMessage"), chats * len(QUESTIONS), patience=90)
    waits = []
    for person in people:
        answers = world.sent("sendMessage", chat=person.id)
        # In order: Thai, Thai, then the English one; every question its own answer.
        assert len(answers) == len(QUESTIONS)
        assert "หลายสิบฉบับ" in answers[0].plain
        assert "วลาดิวอสต็อก" in answers[1].plain
        assert "The" in answers[2].plain.split("\n")[0] or "This" in answers[2].plain
        waits += [call.at - at for call, at in zip(answers, started[person.id], strict=True)]
    return waits


def report(waits: list[float]) -> str:
    ordered = sorted(waits)
    p50, p95 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.95))
    return (
        f"{len(waits)} questions from {CHATS} chats at once: all answered, in order per chat; "
        f"p50 {p50:.2f} s, p95 {p95:.2f} s, longest {ordered[-1]:.2f} s"
    )
