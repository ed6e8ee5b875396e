"""Tests of what the terminal shows."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.types import Writing
from bot.rendering.terminal import BOLD, RESET, TerminalRenderer
from tests.bot.answers import ANSWERED, NOT_ANSWERED, QUOTE, RESULT, SOURCE


def test_an_answer_shows_frame_quote_and_source() -> None:
    assert TerminalRenderer(colour=False).answer(ANSWERED).splitlines() == [
        "The articles say:",
        "",
        "  “หลังการหารือ ปูตินกับผู้นำเวียดนามได้ลงนามในข้อตกลงความร่วมมือ*หลายสิบฉบับ*” [1]",
        "",
        "Sources",
        "  [1] ปูตินเยือนฮานอย",
        "      ข่าวตัวอย่าง · 21 June 2024",
        "      https://example.org/hanoi",
    ]


def test_the_frame_speaks_the_language_of_the_question() -> None:
    shown = TerminalRenderer(colour=False).answer(replace(ANSWERED, language="th"))
    assert shown.startswith("ข่าวที่มีระบุว่า\n")
    assert "ที่มา\n" in shown
    assert "21 มิถุนายน 2567" in shown


def test_several_quotes_have_another_frame() -> None:
    two = replace(ANSWERED, quotes=(QUOTE, replace(QUOTE, marks=(), source=2)))
    shown = TerminalRenderer(colour=False).answer(two)
    assert shown.startswith("This is what the articles say:\n")
    assert shown.count("[2]") == 1


def test_colour_marks_with_bold() -> None:
    shown = TerminalRenderer(colour=True).answer(ANSWERED)
    assert f"{BOLD}หลายสิบฉบับ{RESET}” [1]" in shown
    assert "*" not in shown


def test_not_found_names_the_nearest_by_what_is_known_of_them() -> None:
    assert TerminalRenderer(colour=False).answer(NOT_ANSWERED).splitlines() == [
        "ไม่พบคำตอบในข่าวที่มีอยู่",
        "",
        "ข่าวที่ใกล้เคียงที่สุด",
        "  [1] rain",
        "      ไม่ระบุวันที่",
        "      rain",
    ]
    alone = replace(NOT_ANSWERED, nearest=())
    assert TerminalRenderer(colour=False).answer(alone) == "ไม่พบคำตอบในข่าวที่มีอยู่"


def test_a_source_without_a_link_shows_its_id() -> None:
    shown = TerminalRenderer(False).answer(replace(ANSWERED, sources=(replace(SOURCE, url=""),)))
    assert shown.endswith("\n      hanoi")


def test_a_quote_over_several_lines_is_shown_on_one() -> None:
    broken = replace(QUOTE, text="บรรทัดหนึ่ง\nบรรทัดสอง", marks=())
    shown = TerminalRenderer(colour=False).answer(replace(ANSWERED, quotes=(broken,)))
    assert "“บรรทัดหนึ่ง บรรทัดสอง” [1]" in shown


def test_a_search_shows_a_block_for_each_passage() -> None:
    head, preview, place = TerminalRenderer(colour=False).search(RESULT).splitlines()
    assert head == "1. rain"
    assert preview.strip() == RESULT.hits[0].passage.text.strip()
    assert place.split() == ["rain#0", "0.877"]
    assert TerminalRenderer(False).search(replace(RESULT, hits=())) == ""


def test_a_written_answer_takes_the_place_of_the_frame() -> None:
    written = replace(ANSWERED, text="He signed dozens [1].", writing=Writing("m", "p", "written"))
    first, empty, quote, *_ = TerminalRenderer(colour=False).answer(written).splitlines()
    assert (first, empty) == ("He signed dozens [1].", "")
    assert quote.startswith("  “หลังการหารือ")
