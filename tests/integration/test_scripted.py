"""What a scripted model says about a real article, through the whole of answering and the real check.

The index has a fake embedder; the check has its own encoder.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.writing.blocking import Asks
from bot.writing.guard import Breaker, GuardedWriter
from index.sources.files import read_files
from tests.app import FakeApp
from tests.bot.writing.doubles import SaidBefore

pytestmark = pytest.mark.model

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"
THAI = "ปูตินกับผู้นำเวียดนามลงนามในข้อตกลงอะไรที่ฮานอย"
ENGLISH = "ปูติน ฮานอย เวียดนาม ลงนาม: what did Vladimir Putin and To Lam do in Hanoi on their meeting day and when was it held?"


@pytest.fixture(scope="module")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Asks, SaidBefore]]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("scripted") / "index", min_confidence=0.0)
    app = FakeApp(settings)
    app.builder(lambda stage, done, total: None).build(
        read_files([ARTICLES / "putin-hanoi-2024.md"])
    )
    model = SaidBefore("")
    app.__dict__["writer"] = GuardedWriter(model, 60, Breaker())
    with app.asker() as asker:
        yield asker, model


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (ENGLISH, "Vladimir Putin visited Hanoi on 20 June 2024 [1]."),
        (ENGLISH, "Putin and the Vietnamese leader signed dozens of cooperation agreements [1]."),
        (THAI, "ปูตินกับผู้นำเวียดนามลงนามในข้อตกลงความร่วมมือหลายสิบฉบับ [1]"),
        (THAI, "ปูตินไปเยือนกรุงฮานอยเมื่อวันที่ ๒๐ มิถุนายน ๒๕๖๗ [1]"),
    ],
)
def test_what_the_article_says_gets_out(
    scripted: tuple[Asks, SaidBefore], question: str, said: str
) -> None:
    asker, model = scripted
    model.texts = [said]
    model.name = said  # what another model wrote is remembered
    answer = asker.answer(question)
    assert answer.is_written, answer.writing
    assert answer.text.replace(" [1]", "") == said.replace(" [1]", "")
    assert answer.sources[0].article_id == "putin-hanoi-2024"


@pytest.mark.parametrize(
    ("question", "said", "reason"),
    [
        (ENGLISH, "Vladimir Putin visited Hanoi on 21 June 2024 [1].", "number"),
        (ENGLISH, "Vladimir Putin visited Hanoi on 20 June 2025 [1].", "number"),
        (ENGLISH, "Putin and the Vietnamese leader signed 45 agreements [1].", "number"),
        (ENGLISH, "Vladimir Putin visited Hanoi with Sergei Lavrov [1].", "name"),
        (ENGLISH, "Kim Jong Un visited Hanoi on 20 June 2024 [1].", ""),
        (ENGLISH, "Emmanuel Macron visited Hanoi on 20 June 2024 [1].", "name"),
        (ENGLISH, "The moon is made of green cheese [1].", ""),
        (ENGLISH, "The moon is made of green cheese [42].", ""),
        (THAI, "ปูตินไปเยือนกรุงฮานอยเมื่อวันที่ 20 มิถุนายน 2566 [1]", "number"),
        (THAI, "ปูตินกับผู้นำเวียดนามลงนามในข้อตกลงความร่วมมือ 45 ฉบับ [1]", "number"),
        (THAI, "ไข่เจียวหมูสับทำง่ายและอร่อยมาก [1]", ""),
    ],
)
def test_what_it_does_not_say_is_taken_out(
    scripted: tuple[Asks, SaidBefore], question: str, said: str, reason: str
) -> None:
    asker, model = scripted
    model.texts = [said]
    model.name = said  # what another model wrote is remembered
    answer = asker.answer(question)
    assert not answer.is_written, answer.text
    assert answer.writing is not None
    (removed,) = answer.writing.removed
    assert removed.reason == reason or not reason
    assert said.replace(" [1]", "") not in answer.text
    assert answer.quotes
