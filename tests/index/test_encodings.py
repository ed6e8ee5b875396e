"""Tests of the encodings articles come in, and of mending what was decoded wrongly."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encodings import Decoded, decode, decode_thai, mend
from index.errors import SourceError
from tests.index.strategies import messy_text

TEXT = "นายกฯ เปิดงาน “ข่าวไทย” ปี 2567 – ที่จังหวัดเชียงใหม่ พร้อมผู้ว่าฯ (AFP) ภาษาไทยวันละคำ"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("cp874"), "cp874"),
    ],
)
def test_decodes(raw: bytes, encoding: str) -> None:
    assert decode(raw) == Decoded(TEXT, encoding)


def test_a_text_cut_inside_a_letter_loses_that_letter_alone() -> None:
    decoded = decode(TEXT.encode()[:-1])
    assert decoded.encoding == "utf-8 (damaged)"
    assert decoded.text[:-1] == TEXT[:-1]


def test_western_text() -> None:
    assert decode("A café’s menu, read aloud".encode("cp1252")).text == "A café’s menu, read aloud"


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n\x00\x00", bytes(range(128, 256)), b"%PDF\x00\x01"]
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(SourceError, match="UTF-8"):
        decode(raw)


def as_cp1252(raw: bytes) -> str:
    """As browsers read it: the five bytes CP1252 leaves out stand for themselves."""
    gaps = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    return "".join(chr(b) if b in gaps else bytes([b]).decode("cp1252") for b in raw)


def as_cp874(raw: bytes) -> str:
    return "".join(bytes([b]).decode("cp874", "replace").replace("\ufffd", chr(b)) for b in raw)


def test_mends_mojibake() -> None:
    assert mend(as_cp1252(TEXT.encode())) == TEXT
    assert mend(TEXT.encode().decode("latin-1")) == TEXT
    assert mend(as_cp1252(TEXT.encode("cp874"))) == TEXT
    assert mend("à¸‚à¹ˆà¸²à¸§") == mend("¢èÒÇ") == "ข่าว"
    thai = "ข่าวไทยวันนี้"
    assert mend(as_cp874(thai.encode())) == thai
    assert decode(as_cp1252(TEXT.encode()).encode()).text == TEXT


def test_utf8_among_cp874_is_mended_and_unknown_bytes_are_blank() -> None:
    thai = "ข่าวไทยวันนี้ เวลา 20.30 น."  # has letters whose UTF-8 ends in bytes that CP874 lacks
    assert decode_thai(TEXT.encode("cp874")) == TEXT
    assert decode_thai(TEXT.encode("cp874") + b"\n" + thai.encode()) == f"{TEXT}\n{thai}"
    assert decode_thai("ก".encode("cp874") + b"\x81\xff" + "ข".encode("cp874")) == "ก  ข"
    assert decode((TEXT * 9).encode("cp874") + b" " + thai.encode()).text == f"{TEXT * 9} {thai}"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Göteborg, Köln, Zürich: äöü éèà",
        "เธอเนรมิต เธอเนียน",
        "อเนกประสงค์ เนติบัณฑิต 3 คน เนตนารี",
        "Ça va, déjà vu à Paris",
        "ÄÖÜ",
        "",
    ],
)
def test_sound_text_stays(text: str) -> None:
    assert mend(text) == text


@given(messy_text)
def test_mend_never_raises(text: str) -> None:
    mend(text)


@given(messy_text)
def test_mending_twice_changes_nothing_more(text: str) -> None:
    once = mend(text)
    assert mend(once) == once


@given(st.binary(max_size=200))
def test_any_bytes_are_some_thai(raw: bytes) -> None:
    decode_thai(raw).encode()


@given(st.binary(max_size=200))
def test_decode_gives_text_or_a_source_error(raw: bytes) -> None:
    with suppress(SourceError):
        decode(raw).text.encode("utf-8", "surrogatepass")


@given(st.text(alphabet="กขคงจฉชซญดตถทนบปผพมยรลวสหอ าะเแโไ่้ีิุู", min_size=3, max_size=80))
def test_utf8_comes_back(text: str) -> None:
    assert decode(text.encode()).encoding == "utf-8"
