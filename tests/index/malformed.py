"""Writes 500 malformed files: what crawls, broken disks and hostile servers leave in a folder of articles."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

THAI = "นายกรัฐมนตรีกล่าวว่ารัฐบาลจะช่วยเหลือประชาชนที่ได้รับผลกระทบจากน้ำท่วมในภาคเหนือ"
Writer = Callable[[random.Random], bytes]


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=True).encode()


def random_bytes(chance: random.Random) -> bytes:
    return b"\x00" + chance.randbytes(chance.randint(1, 3000))


def cut_gzip(chance: random.Random) -> bytes:
    whole = gzip.compress(line(text=THAI * 50) * 20)
    return whole[: chance.randint(1, len(whole) - 9)]


def spoilt_gzip(chance: random.Random) -> bytes:
    whole = bytearray(gzip.compress(line(text=THAI * 50, n=chance.random()) * 20))
    for _ in range(8):
        whole[chance.randrange(10, len(whole) - 8)] ^= 0xFF
    whole[-6] ^= 0xFF  # and the checksum, in case the others cancelled out
    return bytes(whole)


def deep_html(chance: random.Random) -> bytes:
    tag = chance.choice(["div", "b", "table", "li", "blockquote", "svg"])
    return f"<{tag}>".encode() * chance.choice([500, 5_000, 50_000])


def empty_html(chance: random.Random) -> bytes:
    return chance.choice(
        [b"<html></html>", b"<!doctype html><p>", b"<<<>>>&&&", b"<script>x</script>", b"<html><![CDATA[",
         b'<meta charset="nonsense">\x81\x8d\xfa', b"<a href=" * 999, b"<!--" * 999]
    )  # fmt: skip


def broken_json(chance: random.Random) -> bytes:
    return chance.choice(
        [b'{"text": "x"', b"[1, 2]", b"nonsense", b"[" * 100_000, b'{"a":' * 50_000, b'{"text": NaN}',
         b'"text"', b"null", b'{"text": 7}', b'{"text": ["a"]}', b'{"title": "no text"}', b'{"text": ""}',
         b'{"text": "x", "id": {"a": 1}}', b'{"text": "x", "title": ["y"]}', b'{"text": " \\n "}',
         b'{"text": "\\ud800"', b"\xff\xfe\xfa", b'{"text": "a\x00b"}', b'{"text": "' + b"9" * 40, b"1e999999"]
    )  # fmt: skip


def packed_broken_json(chance: random.Random) -> bytes:
    return gzip.compress(broken_json(chance))


def nul_text(chance: random.Random) -> bytes:
    return THAI.encode() + b"\x00" * chance.randint(1, 999) + THAI.encode()


def nothing(chance: random.Random) -> bytes:
    return chance.choice(
        [b"", b"\n\n", b"   ", b"\xef\xbb\xbf", b"---\n---\n", b"...\n!!!\n", b"\xe2\x80\x8b" * 9]
    )


def front_matter(chance: random.Random) -> bytes:
    return chance.choice(
        [b"---\n: : :\n  - [\n---\ntext", b"---\ntitle: [a]\n---\ntext",
         b"---\na: !!python/object/apply:os.system ['false']\n---\n" + THAI.encode(),
         b"---\n" + b"[" * 3000 + b"\n---\n" + THAI.encode()]
    )  # fmt: skip


def lone_surrogates(chance: random.Random) -> bytes:
    return b'{"text": "' + b"\\ud800" * chance.randint(1, 99) + b'", "title": "\\udfff"}'


def odd_bytes(chance: random.Random) -> bytes:
    return b"\x80" + bytes(
        chance.choice(b"\x80\x81\x8d\x8f\x90\x9d\xff\xfe\xfd") for _ in range(200)
    )


KINDS: tuple[tuple[str, str, Writer, int], ...] = (
    ("random", ".txt", random_bytes, 70),
    ("random", ".jsonl", random_bytes, 30),
    ("random", ".html", random_bytes, 30),
    ("random", ".md.gz", random_bytes, 30),
    ("cut", ".jsonl.gz", cut_gzip, 40),
    ("spoilt", ".jsonl.gz", spoilt_gzip, 30),
    ("deep", ".html", deep_html, 20),
    ("empty", ".html", empty_html, 30),
    ("broken", ".jsonl", broken_json, 60),
    ("packed", ".jsonl.gz", packed_broken_json, 30),
    ("nul", ".txt", nul_text, 30),
    ("nothing", ".txt", nothing, 24),
    ("front", ".md", front_matter, 30),
    ("surrogates", ".jsonl", lone_surrogates, 10),
    ("odd", ".txt", odd_bytes, 20),
)


def write_malformed(folder: Path) -> Iterator[Path]:
    """Write the files and yield the path of each; together with the special ones there are 500."""
    chance = random.Random(7)
    for kind, ending, make, count in KINDS:
        for number in range(count):
            path = folder / f"{kind}-{number}{ending}"
            path.write_bytes(make(chance))
            yield path
    yield from _special(folder)


def _special(folder: Path) -> Iterator[Path]:
    (folder / "loop-a.txt").symlink_to(folder / "loop-b.txt")
    (folder / "loop-b.txt").symlink_to(folder / "loop-a.txt")
    (folder / "gone.jsonl").symlink_to(folder / "not-there.jsonl")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    yield from (folder / name for name in ("loop-a.txt", "loop-b.txt", "gone.jsonl", "round"))
    long_line = folder / "long-line.jsonl"
    long_line.write_bytes(b'{"text": "' + b"a " * 25_000_000 + b'"}')
    yield long_line
    long_text = folder / "long-line.txt"
    long_text.write_bytes(b"b" * 50_000_000)
    yield long_text
    bomb = folder / "bomb.txt.gz"
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9) as writer:
        for _ in range(300):
            writer.write(bytes(1024 * 1024))
    bomb.write_bytes(packed.getvalue())
    yield bomb
    twice = folder / "twice.jsonl"
    twice.write_bytes(line(id="x", text=THAI) + b"\n" + line(id="x", text=THAI + " ฉบับแก้ไข"))
    yield twice
    no_utf8 = Path(os.fsdecode(os.fsencode(folder) + b"/na\xffme.txt"))
    no_utf8.write_bytes(b"\x00")
    yield no_utf8
    blank_date = folder / "date.jsonl"
    blank_date.write_bytes(line(text=7, published="9999-99-99"))
    yield blank_date
    unended = folder / "unended.html"
    unended.write_bytes(b"<p " + b'a="' * 100_000)
    yield unended
    table = folder / "table.html"
    table.write_bytes(b"<table><tr>" * 20_000)
    yield table
    entities = folder / "entities.html"
    entities.write_bytes(b"&lt;" * 5 + b"&" * 200_000)
    yield entities
    yaml_bomb = folder / "laughs.md"
    rows = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]" for n in range(12)]
    yaml_bomb.write_text("---\n" + "\n".join(rows) + "\ntitle: *a11\n---\n" + THAI)
    yield yaml_bomb
    packed_as_text = folder / "packed.txt"
    packed_as_text.write_bytes(gzip.compress(THAI.encode()))
    yield packed_as_text
    (folder / "folder.txt").mkdir()
    (folder / "folder.txt" / "inside.txt").write_bytes(b"\x01")
    yield folder / "folder.txt" / "inside.txt"
