"""Tests of cleaning: the site's lines and injected spam go, every sentence stays."""

from __future__ import annotations

import pytest
from hypothesis import given

from index.cleaning import clean, reject_reason
from tests.index.strategies import messy_text

HEADLINE = "นายกฯ เยือนญี่ปุ่น หารือความร่วมมือด้านพลังงานระหว่างสองประเทศ"
FIRST = "นายกรัฐมนตรีเดินทางถึงกรุงโตเกียวเมื่อวันจันทร์ เพื่อหารือกับผู้นำญี่ปุ่นเรื่องการลงทุนในพลังงานสะอาด"
SECOND = "ทั้งสองฝ่ายเห็นพ้องว่าจะลงนามในบันทึกความเข้าใจฉบับใหม่ภายในสิ้นปี โดยจะตั้งคณะทำงานร่วมกัน"
ARTICLE = f"{HEADLINE}\n\n{FIRST}\n\n{SECOND}"


def test_an_article_without_a_site_around_it_stays_as_it_is() -> None:
    cleaned = clean(ARTICLE)
    assert cleaned.text == ARTICLE
    assert cleaned.removed == ()
    assert cleaned.title_hint == HEADLINE


@pytest.mark.parametrize(
    "around",
    [
        ("หน้าแรก\nการเมือง\nเศรษฐกิจ", ""),
        ("หน้าแรก > ข่าว > ต่างประเทศ", "แชร์ 12\nทวีต"),
        ("เข้าสู่ระบบ | สมัครสมาชิก", "กระดานความเห็น\n\nXS\nSM\nMD\nLG"),
        ("ข้ามไปที่เนื้อหาหลัก", "แสดงความคิดเห็น (0)"),
        ("", "อ่านข่าวเพิ่มเติม: ไฟไหม้ตลาดสดกลางเมือง"),
        ("", "ติดตามข่าวสารได้ที่ Line @khao และ Facebook"),
        ("", "Copyright © 2024 สงวนลิขสิทธิ์"),
        ("Your browser does not support the audio element.", "-------------------"),
        ("", "#ข่าววันนี้ #ญี่ปุ่น"),
        ("ก- ก ก+", "1,234 views\nShare\nTweet"),
        ("Japan PM meeting photo", ""),
    ],
)
def test_site_lines_go(around: tuple[str, str]) -> None:
    cleaned = clean(f"{around[0]}\n\n{ARTICLE}\n\n{around[1]}")
    assert cleaned.text == ARTICLE
    assert cleaned.removed


def test_site_lines_between_paragraphs_go() -> None:
    text = f"{HEADLINE}\n\n{FIRST}\n\nTokyo skyline\n\nโฆษณา\n\n{SECOND}"
    assert clean(text).text == ARTICLE


def test_a_caption_and_a_headline_stand_once() -> None:
    caption = "แฟ้มภาพ: ผู้นำทั้งสองประเทศจับมือกันที่กรุงโตเกียวเมื่อปีก่อน (Photo by AFP)"
    text = f"{HEADLINE}\n{HEADLINE} | ข่าวไทย\n{caption}\n{caption}\n{FIRST}\n{caption}\n{SECOND}"
    assert clean(text).text == f"{HEADLINE}\n{caption}\n{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    ("poisoned", "whole"),
    [
        (f"บาคาร่า{ARTICLE}", ARTICLE),
        (f"{ARTICLE}บาคาร่า", ARTICLE),
        (ARTICLE.replace("กรุงโตเกียว", "กรุงโตเกียวบาคาร่า "), None),
        (ARTICLE.replace("ทั้งสองฝ่าย", "UFABET ทั้งสองฝ่าย"), ARTICLE),
        (f"สล็อตเว็บตรง {ARTICLE} สล็อต เครดิตฟรี", ARTICLE),
        (f"{ARTICLE}\nสมัครบาคาร่าออนไลน์ เว็บตรง ฝากถอนออโต้ เครดิตฟรี 100", ARTICLE),
    ],
)
def test_injected_words_are_cut_and_the_sentence_stays(poisoned: str, whole: str | None) -> None:
    cleaned = clean(poisoned)
    expected = whole or ARTICLE.replace("กรุงโตเกียว", "กรุงโตเกียว ")
    assert cleaned.text == expected
    assert reject_reason(poisoned, cleaned) is None


@pytest.mark.parametrize(
    "news",
    [
        "ตำรวจบุกจับบ่อนบาคาร่ากลางกรุง รวบนักพนัน 30 คน\nพบอุปกรณ์การเล่นบาคาร่าและตู้สล็อตหลายเครื่อง",
        "ครม.เห็นชอบร่างกฎหมายสถานบันเทิงครบวงจร\nรัฐบาลระบุว่าคาสิโนจะใช้พื้นที่ไม่เกินร้อยละ 10",
        "ไฟไหม้คาสิโนชายแดน เสียชีวิต 10 ราย\nเหตุเกิดที่คาสิโนแห่งหนึ่งในกัมพูชา เจ้าหน้าที่เร่งดับเพลิง",
        "พนักงานบัญชียักยอกเงินบริษัท 20 ล้าน\nเธอรับว่านำเงินไปเล่นบาคาร่าออนไลน์จนหมดตัว",
        "ปปง.ยึดทรัพย์เครือข่ายเว็บพนันออนไลน์ 500 ล้าน\nUFABET เป็นชื่อหนึ่งที่ผู้ต้องหาใช้",
        "อาร์เน่ สล็อต ยันหงส์แดงพร้อมลุย\nสล็อต กล่าวว่า นักเตะทุกคนฟิตเต็มร้อย",
        "สายการบินได้สล็อตการบินเพิ่มที่สนามบินฮีทโธรว์",
        "รมว.ดีอีเตือนภัยออนไลน์ ทั้งแก๊งคอลเซ็นเตอร์ พนันออนไลน์ และข่าวปลอม",
        "บริษัทแจกโบนัสพนักงาน 3 เดือน เปิดให้สมัครผ่านเว็บตรงของบริษัท",
    ],
)
def test_news_about_gambling_keeps_its_words(news: str) -> None:
    assert clean(news).text == news
    assert reject_reason(news, clean(news)) is None


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (
            "สมัครบาคาร่าออนไลน์ เว็บตรง ไม่ผ่านเอเย่นต์ ฝากถอนออโต้\n"
            "สล็อตแตกง่าย โบนัสแรกเข้า 100% เครดิตฟรี ไม่มีขั้นต่ำ\n"
            "เล่นได้ทุกที่ผ่านมือถือ รองรับทรูวอเลท สมัครวันนี้รับโบนัสฟรี",
            "advertises gambling",
        ),
        ("404 Not Found\nไม่พบหน้าที่คุณต้องการ", "error page"),
        ("แชร์\n\n-----\n#ข่าว", "no words are left"),
        ("", "no words are left"),
    ],
)
def test_a_page_that_is_no_article_is_rejected(page: str, reason: str) -> None:
    assert reason in (reject_reason(page, clean(page)) or "")


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\nรางวัลมีดังนี้\nOppenheimer\nPoor Things\n{SECOND}",
        f"{FIRST}\nจังหวัดที่ประสบภัยมีดังนี้\nเชียงใหม่\nเชียงราย\nลำปาง",
        f"น้ำท่วมเชียงราย\n{FIRST}\n{SECOND}",
        f"{FIRST}\n• ที่มา: เอพี",
        f"{FIRST}\nเขาแชร์ข่าวนี้ในเฟซบุ๊กเมื่อวันจันทร์",
    ],
)
def test_lists_short_headlines_and_sentences_stay(text: str) -> None:
    assert clean(text).text == text


@given(messy_text)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    twice = clean(once.text)
    assert twice.text == once.text
    assert twice.removed == ()
    once.text.encode()  # no lone surrogate is left


@given(messy_text)
def test_kept_lines_are_lines_of_the_text_or_shorter(text: str) -> None:
    assert len(clean(text).text) <= len(text)
    reject_reason(text, clean(text))
