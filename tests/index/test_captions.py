"""Tests of knowing the words under a picture."""

from __future__ import annotations

import pytest

from index.captions import is_caption


@pytest.mark.parametrize(
    "sentence",
    [
        "แฟ้ม - ผู้นำสองประเทศพบกันที่วลาดิวอสต็อก เมื่อ 25 เม.ย. 2019 (Pool Photo via AP, File)",
        "แฟ้มภาพ: ประธานาธิบดีทักทายประชาชน",
        "ผู้นำจับมือกันที่ทำเนียบ (Photo by Somebody / POOL / AFP)",
        "FILE - The two leaders in Vladivostok",
        "น้ำท่วมถนนสายหลัก (ภาพจากผู้อ่าน)",
    ],
)
def test_captions_are_known(sentence: str) -> None:
    assert is_caption(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "ทั้งสองพบกันครั้งแรกที่วลาดิวอสต็อกในเดือนเมษายน 2019",
        "แฟ้มคดีถูกส่งให้อัยการ (สำเนา)",
        "มินสค์ (รอยเตอร์) – รัฐมนตรีเดินทางถึงเบลารุสเมื่อวันเสาร์",
        "ภาพรวมเศรษฐกิจดีขึ้น (ร้อยละ 2)",
        "He signed the file (and left)",
    ],
)
def test_other_sentences_are_not(sentence: str) -> None:
    assert not is_caption(sentence)
