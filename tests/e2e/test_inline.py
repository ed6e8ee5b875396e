"""Inline mode over HTTP.

Narrower than Telegram: the emulator doesn't cache results and never reports which one was chosen.
"""

from __future__ import annotations

from tests.e2e.emulator import parsed
from tests.e2e.world import THAI_READER, World


async def test_only_the_last_of_what_is_typed_is_answered(world: World) -> None:
    question = "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม"
    for end in (10, 20, len(question)):
        await world.types(THAI_READER, question[:end])
    answer = (await world.until(lambda: world.sent("answerInlineQuery")))[0]
    await world.quiet(0.7)
    assert len(world.sent("answerInlineQuery")) == 1
    results = answer.fields["results"]
    assert "หลายสิบฉบับ" in results[0]["title"]
    content = results[0]["input_message_content"]
    assert content["link_preview_options"] == {"is_disabled": True}
    assert "21 มิถุนายน 2567" in parsed(content["message_text"])


async def test_what_is_too_short_gets_a_hint(world: World) -> None:
    await world.types(THAI_READER, "ปู")
    answer = (await world.until(lambda: world.sent("answerInlineQuery")))[0]
    assert answer.fields["results"] == []
    assert "พิมพ์คำถาม" in answer.fields["button"]["text"]
