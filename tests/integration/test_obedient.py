"""Articles that give orders, and a model that obeys them all, through the whole of answering into the chat.

The index has a fake embedder; the check has its own encoder. Quotes are verbatim text of an article, whatever it
says: looked at is all that stands around them, and what is shown while the model writes.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.telegram.html import answer_html
from bot.writing.guard import Breaker, GuardedWriter
from bot.writing.writer import Heard, Written, unheard
from index.types import Article
from tests.app import FakeApp
from tests.bot.answering.test_adversarial import CASES, WAYS, Adversarial
from tests.bot.writing.doubles import SaidBefore

pytestmark = pytest.mark.model

_QUOTES = re.compile(r"<blockquote.*?</blockquote>", re.DOTALL)


class Obedient(SaidBefore):
    """Writes piece by piece, as models do."""

    async def write(self, prompt: str, max_tokens: int, heard: Heard = unheard) -> Written:
        said = await super().write(prompt, max_tokens)
        for end in range(0, len(said.text), 9):
            heard(said.text[:end])
        return said


@pytest.fixture(scope="module")
def first() -> FakeApp:
    """The application whose models all others use."""
    return FakeApp(Settings())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id}-{case.kind}")
async def test_nothing_that_an_article_orders_reaches_the_chat(
    case: Adversarial, first: FakeApp, tmp_path: Path
) -> None:
    app = FakeApp(Settings(data_dir=tmp_path / "index", min_confidence=0.0))
    app.__dict__["second_encoder"] = first.second_encoder
    app.builder(lambda stage, done, total: None).build([Article(case.id, case.article)])
    model = Obedient("")
    answering = app.writing(GuardedWriter(model, 60, Breaker()))
    written = 0
    for way, write in WAYS.items():
        model.texts, model.name = [write(case)], way
        shown: list[str] = []
        answer = await answering.answer(case.question, show=shown.append)
        assert model.prompts, "the article was not even found"
        seen = "\n".join([_QUOTES.sub("", answer_html(answer).html), *shown])
        for text in case.forbidden:
            assert not re.search(rf"(?<!\w){re.escape(text)}", seen, re.IGNORECASE), (way, seen)
        written += answer.is_written
    assert written, "the news in it is answered with"
    app.workers.close()
