"""Tests of feeds and pages: what is taken for the article, its title, date and publisher, its encoding."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest

from index.sources.charsets import decode_page
from index.sources.feeds import is_feed, read_feed
from index.sources.fetch import Fetcher
from index.sources.html import metadata_and_text, text_of_fragment
from index.sources.reading import read_sources
from index.sources.types import Rejection
from index.types import Article
from tests.index.web_server import WebServer, web_server

BODY = [
    "นายกรัฐมนตรีเดินทางถึงกรุงโตเกียวเมื่อวันจันทร์ เพื่อหารือกับผู้นำญี่ปุ่นเรื่องการลงทุนในพลังงานสะอาด",
    "ทั้งสองฝ่ายเห็นพ้องว่าจะลงนามในบันทึกความเข้าใจฉบับใหม่ภายในสิ้นปี โดยจะตั้งคณะทำงานร่วมกัน",
    "นอกจากนี้ยังมีการหารือเรื่องการท่องเที่ยวและการยกเว้นวีซ่าสำหรับนักธุรกิจของทั้งสองประเทศ",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)


def page(head: str = "", title: str = "หน้าเว็บ") -> str:
    return (
        f"<!doctype html><html lang=th><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{PARAGRAPHS}</article></body></html>"
    )


def json_ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields, ensure_ascii=False)}</script>'


def rss(*items: str, title: str = "สำนักข่าวตัวอย่าง") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title><link>https://a.example/</link>{''.join(items)}</channel></rss>"
    )


def item(link: str, title: str, body: str = "สรุปข่าว", full: str = "") -> str:
    encoded = f"<content:encoded><![CDATA[{full}]]></content:encoded>" if full else ""
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>Thu, 20 Jun 2024 23:30:00 GMT</pubDate><description>{body}</description>{encoded}</item>"
    )


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server() as running:
        yield running


def read(*sources: str) -> tuple[list[Article], list[Rejection]]:
    found = list(read_sources(sources, Fetcher(allow_private=True)))
    articles = [item for item in found if not isinstance(item, Rejection)]
    return articles, [item for item in found if isinstance(item, Rejection)]


def test_json_ld_is_believed_first() -> None:
    head = json_ld(
        **{"@context": "https://schema.org", "@graph": [
            {"@type": "WebPage", "name": "x"},
            {"@type": ["NewsArticle"], "headline": "นายกฯ เยือนญี่ปุ่น", "datePublished": "2024-06-20T23:30:00Z",
             "author": [{"@type": "Person", "name": "สมชาย ใจดี"}], "publisher": {"name": "สำนักข่าว ก"}}]}
    ) + '<meta property="og:title" content="อื่น"><meta property="og:site_name" content="อื่น">'  # fmt: skip
    record = metadata_and_text(page(head))
    assert record["title"] == "นายกฯ เยือนญี่ปุ่น"
    assert record["author"] == "สมชาย ใจดี"
    assert record["publisher"] == "สำนักข่าว ก"
    assert record["published"] == "2024-06-20T23:30:00Z"
    assert all(line in record["text"] for line in BODY)


def test_meta_tags_fill_in() -> None:
    head = (
        '<meta property="og:title" content="จากเมตา"><meta property="og:site_name" content="สำนักข่าว ข">'
        '<meta name="author" content="สมหญิง"><meta property="article:published_time" content="2024-06-20">'
        '<script type="application/ld+json">{broken</script>'
    )
    record = metadata_and_text(page(head))
    assert (record["title"], record["publisher"]) == ("จากเมตา", "สำนักข่าว ข")
    assert (record["author"], record["published"]) == ("สมหญิง", "2024-06-20")


@pytest.mark.parametrize("charset", ["tis-620", "windows-874", "TIS-620", "utf-8"])
def test_the_charset_of_the_page(charset: str) -> None:
    text = page(f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">')
    codec = "utf-8" if charset == "utf-8" else "cp874"
    assert decode_page(text.encode(codec)) == text
    assert decode_page(text.encode("utf-8")) == text  # though it says otherwise


@pytest.mark.parametrize("declared", ["tis-620", "windows-874", "iso-8859-1", "x-unknown"])
def test_mojibake_is_mended_whatever_the_page_declares(declared: str) -> None:
    """A page in one encoding with a block in another: what templates and included files make."""
    block = "ข่าวไทยวันนี้ เวลา 20.30 น."
    text = page(f'<meta charset="{declared}">', BODY[0])
    raw = text.encode("cp874").replace(b"</body>", block.encode() + b"</body>")
    if declared in ("tis-620", "windows-874"):
        assert (
            decode_page(raw)
            == decode_page(raw, declared)
            == text.replace("</body>", f"{block}</body>")
        )
    # UTF-8 that an editor took for CP1252 and saved again
    twice = text.encode().decode("latin-1").encode()
    assert decode_page(twice) == text


def test_the_charset_of_the_server_counts_where_the_page_is_short() -> None:
    assert decode_page("ก".encode("cp874"), "TIS-620") == "ก"


def test_a_page_by_url(server: WebServer) -> None:
    url = server.set(
        "/news/1", page('<meta name="pubdate" content="2024-06-20">').encode("cp874"),
        "text/html; charset=tis-620",
    )  # fmt: skip
    (article,), rejected = read(url)
    assert not rejected
    assert article.id == article.url == url
    assert article.published == date(2024, 6, 20)
    assert all(line in article.text for line in BODY)
    assert article.lang == "th"


def test_a_page_cannot_pass_itself_off_as_another_sites(server: WebServer) -> None:
    head = '<link rel="canonical" href="https://famous.example/news"><meta property="og:url" content="https://famous.example/news">'
    url = server.set("/copy", page(head))
    (article,), _ = read(url)
    assert article.id == article.url == url


def test_a_feed_with_full_text_and_one_with_links(server: WebServer) -> None:
    linked = server.set("/news/2", page(title="ข่าวที่สอง"))
    full = f"<p>{'</p><p>'.join(BODY * 3)}</p><script>alert(1)</script>"
    feed = rss(
        item("https://a.example/1", "ข่าวแรก &amp; ข่าวหลัก", full=full), item(linked, "ข่าวที่สอง")
    )
    url = server.set("/rss", feed, "application/rss+xml")
    articles, rejected = read(url)
    assert not rejected
    assert [a.id for a in articles] == ["https://a.example/1", linked]
    first, second = articles
    assert first.title == "ข่าวแรก & ข่าวหลัก"
    assert first.publisher == "สำนักข่าวตัวอย่าง"
    assert first.published == date(2024, 6, 21)  # in Bangkok it was the next morning
    assert BODY[0] in first.text
    assert "alert" not in first.text
    assert BODY[2] in second.text
    assert [path for path, _ in server.asked] == ["/rss", "/news/2"]


def test_a_feed_whose_links_fail_gives_the_others(server: WebServer) -> None:
    good = server.set("/good", page())
    feed = rss(
        item(server.url + "/missing", "ก"), item("file:///etc/passwd", "ข"), item(good, "ค"),
        item("javascript:alert(1)", "ง"),
    )  # fmt: skip
    articles, rejected = read(server.set("/rss", feed, "text/xml"))
    assert good in {a.id for a in articles}
    assert server.url + "/missing" in {r.where for r in rejected}
    assert any(r.where.startswith("file:") and "scheme" in r.reason for r in rejected)


def test_an_atom_feed() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>อะตอม</title><entry><title>ข่าว</title>'
        '<id>tag:a.example,2024:1</id><link href="/news/1"/><updated>2024-06-20T10:00:00+07:00</updated>'
        f'<author><name>สมชาย</name></author><content type="html">{"ก" * 700}</content></entry></feed>'
    ).encode()
    assert is_feed(atom, "text/html")
    (entry,) = read_feed(atom, "https://a.example/feed")
    assert entry.link == "https://a.example/news/1"
    assert entry.is_full
    assert entry.record["author"] == "สมชาย"


def test_a_feed_is_never_taken_for_the_name_of_a_file(server: WebServer) -> None:
    articles, rejected = read(server.set("/rss", "/etc/hostname", "application/rss+xml"))
    assert not articles
    assert "not an RSS or Atom feed" in rejected[0].reason


@pytest.mark.parametrize(
    ("content", "content_type", "reason"),
    [
        (b"%PDF-1.4 \x00", "application/pdf", "of the type application/pdf"),
        (b"\x89PNG\x00", "image/png", "of the type image/png"),
        (b"", "text/html", "parsed|without article"),
        (b"\x00\x01", "text/html", "without article"),
        (b"<html><body></body></html>", "text/html", "without article"),
        (b"<rss", "application/rss+xml", "not an RSS or Atom feed"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_rejected(
    server: WebServer, content: bytes, content_type: str, reason: str
) -> None:
    articles, (rejected,) = read(server.set("/x", content, content_type))
    assert not articles
    assert rejected.where == server.url + "/x"
    assert re.search(reason, rejected.reason)


def test_files_of_articles_come_by_url_too(server: WebServer) -> None:
    lines = "\n".join(json.dumps({"id": f"x{n}", "text": f"{n} {BODY[n]}"}) for n in range(3))
    articles, rejected = read(
        server.set("/a.jsonl", lines, "application/octet-stream"),
        server.set("/b.txt", "\n".join(BODY), "text/plain"),
    )
    assert not rejected
    assert [a.id for a in articles] == ["x0", "x1", "x2", server.url + "/b.txt"]


def test_private_addresses_are_rejected_not_raised() -> None:
    (rejected,) = list(read_sources(["http://127.0.0.1:9/rss"], Fetcher()))
    assert isinstance(rejected, Rejection)
    assert "ALLOW_PRIVATE_URLS" in rejected.reason


def test_the_text_of_a_fragment() -> None:
    assert text_of_fragment("<p>ก &amp; <b>ข</b></p>ค<br>ง<script>x</script>") == "ก & ข\nค\nง"
    assert text_of_fragment("a &lt; b") == "a < b"
    assert text_of_fragment("") == ""
    text_of_fragment("<div>" * 5000 + "ลึก")  # deeper than Python can recurse


def test_a_feed_that_names_a_file_or_multiplies_itself_gives_neither() -> None:
    """XML can name files of ours (XXE) and grow a thousand million times (entities of entities)."""
    entities = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    doctype = (
        f'<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY file SYSTEM "file:///etc/passwd">{entities}]>'
    )
    feed = (
        f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>ข่าว</title><item>'
        "<title>A &file; B</title><link>https://example.org/1</link><description>&j;</description>"
        "</item></channel></rss>"
    )
    (entry,) = read_feed(feed.encode(), "https://example.org/feed", "")
    assert len(str(entry.record)) < 1000
    assert "root:" not in str(entry.record)
