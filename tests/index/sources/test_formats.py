"""Tests of the formats that articles arrive in."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from index.sources.formats import PARSERS, parse_html, parse_jsonl, parse_text
from index.sources.types import Located, Read, Rejection
from index.types import Article

TEXT = "ปูตินกับผู้นำเวียดนามได้ลงนามในข้อตกลงความร่วมมือหลายสิบฉบับ"
OTHER = "กรมอุตุนิยมวิทยาเตือนว่าภาคเหนือจะมีฝนตกหนักในสัปดาห์หน้า"


def text(content: str | bytes) -> Read:
    raw = content.encode() if isinstance(content, str) else content
    (found,) = parse_text(raw, "news/a.md", "/data/news/a.md")
    return found


def article(content: str | bytes) -> Article:
    found = text(content)
    assert isinstance(found, Located)
    assert found.where == "/data/news/a.md"
    return found.article


def test_front_matter_gives_the_metadata() -> None:
    found = article(
        "---\nid: hanoi\ntitle: ปูตินเยือนฮานอย\npublisher: ข่าวตัวอย่าง\n"
        f"published: 2024-06-21\nurl: https://example.org/hanoi\nlang: th\n---\n\n{TEXT}\n"
    )
    assert found == Article(
        "hanoi",
        TEXT,
        "ปูตินเยือนฮานอย",
        "https://example.org/hanoi",
        "ข่าวตัวอย่าง",
        date(2024, 6, 21),
        "th",
    )


def test_without_front_matter_the_path_is_the_id() -> None:
    found = article(TEXT)
    assert (found.id, found.text, found.publisher, found.url) == ("news/a.md", TEXT, "", "")


def test_front_matter_with_windows_line_ends_and_a_mark() -> None:
    found = article(f"---\r\ntitle: ปูติน\r\n---\r\n{TEXT}\r\n".encode("utf-8-sig"))
    assert (found.title, found.text) == ("ปูติน", TEXT)


@pytest.mark.parametrize(
    "content", [f"---\n{TEXT}", f"---\nเส้นคั่น\n---\n{TEXT}", f"---\n---\n{TEXT}"]
)
def test_a_rule_at_the_top_is_no_front_matter(content: str) -> None:
    assert article(content).text.endswith(TEXT)


def test_broken_front_matter_is_rejected_with_a_line_and_what_to_do() -> None:
    found = text(f'---\ntitle: "ปูติน\n---\n{TEXT}')
    assert isinstance(found, Rejection)
    assert found.where == "/data/news/a.md"
    assert "not YAML" in found.reason
    assert re.search(r"\(line \d: .*\); mend it$", found.reason)
    assert "mend it" in found.reason
    assert "\n" not in found.reason


@pytest.mark.parametrize("content", ["", "  \n ", "---\ntitle: ปูติน\n---\n\n"])
def test_a_file_without_text_is_rejected(content: str) -> None:
    found = text(content)
    assert isinstance(found, Rejection)
    assert "no text" in found.reason


def jsonl(*lines: str | bytes | dict[str, object]) -> list[Read]:
    raw = b"\n".join(
        line if isinstance(line, bytes)
        else (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)).encode()
        for line in lines
    )  # fmt: skip
    return list(parse_jsonl(raw, "news.jsonl", "/data/news.jsonl"))


def located(*found: Read) -> list[tuple[str, str]]:
    """Return where each article was read, and its id."""
    return [(item.where, item.article.id) for item in found if isinstance(item, Located)]


def test_every_line_of_jsonl_is_an_article() -> None:
    one, other = jsonl({"id": "a", "text": TEXT}, "", {"body": OTHER, "title": "ฝนตก"})
    assert isinstance(one, Located)
    assert isinstance(other, Located)
    assert (one.where, other.where) == ("/data/news.jsonl, line 1", "/data/news.jsonl, line 3")
    assert (one.article.id, one.article.text) == ("a", TEXT)
    assert (other.article.id, other.article.text) == ("news.jsonl#3", OTHER)
    assert other.article.title == "ฝนตก"


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('{"text": "ข่าว', "not JSON"),
        ("[1, 2]", "not a JSON object"),
        ("null", "not a JSON object"),
        ('"ข่าว"', "not a JSON object"),
        ({"title": "ไม่มีเนื้อหา"}, "no text"),
        ({"text": 7}, "not text"),
        ({"text": TEXT, "title": ["ก"]}, '"title" that is not text'),
        (b'{"text": "\x00\x01\x02\xff"}', "UTF-8"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_broken_line_is_rejected_alone_with_file_and_line(
    broken: str | bytes | dict[str, object], reason: str
) -> None:
    first, rejected, last = jsonl({"id": "a", "text": TEXT}, broken, {"id": "b", "text": OTHER})
    assert isinstance(rejected, Rejection)
    assert rejected.where == "/data/news.jsonl, line 2"
    assert reason in rejected.reason
    assert located(first, last) == [
        ("/data/news.jsonl, line 1", "a"),
        ("/data/news.jsonl, line 3", "b"),
    ]


def test_jsonl_with_windows_line_ends_and_a_mark() -> None:
    raw = f'{{"id": "a", "text": "{TEXT}"}}\r\n{{"id": "b", "text": "{OTHER}"}}\r\n'.encode(
        "utf-8-sig"
    )
    found = list(parse_jsonl(raw, "n", "n"))
    assert located(*found) == [("n, line 1", "a"), ("n, line 2", "b")]


def test_html_gives_the_text_and_what_the_page_says_of_itself() -> None:
    paragraphs = "".join(f"<p>{t} ครั้งที่ {n} ของปีนี้</p>" for n, t in enumerate([TEXT, OTHER, TEXT]))
    page = (
        "<html lang='th'><head><title>ปูตินเยือนฮานอย</title>"
        '<meta property="og:title" content="ปูตินเยือนฮานอย">'
        '<meta property="og:site_name" content="ข่าวตัวอย่าง">'
        '<meta property="article:published_time" content="2024-06-21T08:00:00+07:00">'
        '<link rel="canonical" href="https://example.org/hanoi"></head><body>'
        f"<nav><a href='/'>หน้าแรก</a></nav><article><h1>ปูตินเยือนฮานอย</h1>{paragraphs}</article>"
        "<footer>สงวนลิขสิทธิ์</footer></body></html>"
    )
    (read,) = parse_html(page.encode(), "a.html", "/data/a.html")
    assert isinstance(read, Located)
    assert read.where == "/data/a.html"
    found = read.article
    assert TEXT in found.text
    assert OTHER in found.text
    assert "หน้าแรก" not in found.text
    assert found.title == "ปูตินเยือนฮานอย"
    assert found.publisher == "ข่าวตัวอย่าง"
    assert found.published == date(2024, 6, 21)
    assert found.id == found.url == "https://example.org/hanoi"


@pytest.mark.parametrize("page", ["", "<html></html>", "<p>", "ไม่ใช่หน้าเว็บ"])
def test_a_page_without_an_article_is_rejected(page: str) -> None:
    (found,) = parse_html(page.encode(), "a.html", "/data/a.html")
    assert isinstance(found, Rejection)
    assert found.where == "/data/a.html"


def test_the_kinds_of_file_that_are_read() -> None:
    assert set(PARSERS) == {".txt", ".md", ".html", ".htm", ".jsonl"}


def as_mojibake(thai: str) -> str:
    return thai.encode().decode("latin-1")


def test_mojibake_written_as_json_escapes_is_mended() -> None:
    record = {"text": as_mojibake(TEXT), "title": as_mojibake("ปูติน"), "publisher": "ข่าวตัวอย่าง"}
    line = json.dumps(record, ensure_ascii=True)
    assert "\\u00e0" in line
    (found,) = parse_jsonl(line.encode(), "a.jsonl", "a.jsonl")
    assert isinstance(found, Located)
    assert found.article.text == TEXT
    assert (found.article.title, found.article.publisher) == ("ปูติน", "ข่าวตัวอย่าง")
