"""Small collections and the parts to build and search them, for the tests of the index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from index.build import Builder
from index.chunking import Chunking
from index.collection import Entry, Told
from index.confidence import Confidence
from index.current_generation import CurrentGeneration
from index.cutting import cut
from index.generations import Generations
from index.search import Searcher
from index.store_file import write_store
from index.types import Article
from index.wording import Wording
from tests.fakes import HashEmbedder

PLACES = "เชียงใหม่ ลำปาง ขอนแก่น อุดรธานี นครสวรรค์ อยุธยา ชลบุรี ระยอง ตราด ชุมพร กระบี่ ตรัง พัทลุง สงขลา ยะลา".split()
THINGS = "สะพาน โรงเรียน ตลาด โรงพยาบาล สวนสาธารณะ สถานีรถไฟ ห้องสมุด สนามกีฬา ท่าเรือ พิพิธภัณฑ์ เขื่อน".split()


def article(number: int, version: int = 1, published: date | None = None) -> Article:
    """An article unlike the others; `version` is written into every sentence of it."""
    place, thing = PLACES[number % len(PLACES)], THINGS[number // len(PLACES) % len(THINGS)]
    text = (
        f"จังหวัด{place}เปิด{thing}แห่งที่ {number} ฉบับ{version}\n"
        f"ผู้ว่าราชการจังหวัด{place}กล่าวว่า {thing}แห่งที่ {number} ใช้งบประมาณ {number * 37 + 11} ล้านบาท ฉบับ{version} "
        f"และใช้เวลาก่อสร้าง {number + 2} ปี ชาวบ้านใน{place}ร่วมฉลองเปิด{thing} ฉบับ{version}"
    )
    return Article(f"a{number}", text, title=f"{place}เปิด{thing} {number}", published=published)


def collection(count: int, version: int = 1) -> list[Article]:
    return [article(number, version) for number in range(count)]


def builder(folder: Path, embedder: HashEmbedder | None = None) -> Builder:
    return Builder(Generations(folder), embedder or HashEmbedder())


def searcher(folder: Path, today: date = date(2024, 6, 25)) -> Searcher:
    embedder = HashEmbedder()
    current = CurrentGeneration(Generations(folder), embedder)
    return Searcher(current, embedder, Confidence.bundled(), Wording.bundled(), today=lambda: today)


def ids(searcher: Searcher, question: str, k: int = 10) -> Sequence[str]:
    """The articles of the hits, best first, each once."""
    hits = searcher.search(question, k).hits
    return list(dict.fromkeys(hit.article.id for hit in hits))


def store_of(path: Path, articles: Sequence[Article], chunking: Chunking = Chunking()) -> Path:
    """Write a store of `articles`, each a story of its own, and return `path`."""
    entries = [Entry(Told(a, a.text), (), a.id, cut(a, chunking)) for a in articles]
    write_store(path, entries)
    return path
