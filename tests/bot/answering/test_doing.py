import pytest

from bot.answering.doing import done_by_another

NEWS = (
    "สมาคมชาวประมงพอใจผลเจรจา\n\n"
    "สมาคมชาวประมงบ้านแหลมพอใจที่รัฐยืดเวลา หลังหารือกันนานกว่า 3 ชั่วโมง ที่ศาลากลาง เมื่อบ่ายวานนี้ สหภาพลูกเรือเสนอขึ้นค่าแรงขั้นต่ำเป็นวันละ 480 บาทในทุกท่าเรือ "
    "ขณะที่กรมประมงจะตั้งคณะทำงานสามฝ่าย ให้เสร็จในสิ้นปี คือวันที่ 31 ธันวาคม และอุทยานแห่งชาติทะเลน้อยปลูกหญ้าทะเลเพิ่ม 40 ไร่ในอ่าวเหนือ"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "สมาคมชาวประมงเสนอขึ้นค่าแรงขั้นต่ำเป็นวันละ 480 บาทในทุกท่าเรือ",
        "กรมประมงปลูกหญ้าทะเลเพิ่ม 40 ไร่ในอ่าวเหนือ",
    ],
)
def test_finds_what_another_does(sentence: str) -> None:
    assert done_by_another(sentence, sentence, NEWS, {})


@pytest.mark.parametrize(
    "sentence",
    [
        "สหภาพลูกเรือเสนอขึ้นค่าแรงขั้นต่ำเป็นวันละ 480 บาทในทุกท่าเรือ",
        "กรมประมงจะตั้งคณะทำงานสามฝ่าย",
        "ค่าแรงขั้นต่ำจะขึ้นเป็นวันละ 480 บาทในทุกท่าเรือ",
        "The fishery department planted 40 rai of seagrass.",
    ],
)
def test_leaves_what_the_party_itself_does_or_what_names_none(sentence: str) -> None:
    assert not done_by_another(sentence, sentence, NEWS, {})


ENGLISH = (
    "Port workers welcome deal\n\n"
    "The Harbour Authority will open two more gates in March. Talks between the two sides went on for almost six hours at the provincial hall on Monday. "
    "Northern Lines, the largest carrier, has spent 40 million baht on new cranes and expects no delays."
)


def test_finds_what_another_does_in_an_english_clause() -> None:
    said = "The Harbour Authority has spent 40 million baht on new cranes and expects no delays."
    assert done_by_another(said, said, ENGLISH, {})


@pytest.mark.parametrize(
    "said",
    [
        "Northern Lines has spent 40 million baht on new cranes and expects no delays.",
        "The largest carrier has spent 40 million baht on new cranes and expects no delays.",
        "The Harbour Authority will open two more gates in March.",
    ],
)
def test_leaves_what_an_english_text_says_of_the_same(said: str) -> None:
    assert not done_by_another(said, said, ENGLISH, {})
