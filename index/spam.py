"""Tells gambling words injected into an article, and pages that only advertise, from news
about gambling.

News of a raid or a casino bill keeps all its words: there the words are governed by others (a den,
a table, playing, an arrest). In an article whose other words have nothing to do with gambling they
are foreign, and are cut. Advertising is known by its promises (free credit, easy jackpots).
"""

from __future__ import annotations

import re

from index.types import Span

_BRANDS = (
    r"(?<![a-z0-9])(?:ufa ?bet\w*|ufa\d{2,}\w*|pg ?slot\w*|slot ?xo|sbobet\w*|"
    r"joker ?(?:slot|123|gaming)|super ?slot\w*|sa ?gaming|sagame\w*|sexy ?(?:gaming|baccarat)|"
    r"(?:fun88|w88|m88|1xbet|bet365|dafabet)(?![a-z0-9])|betfli[kx]\w*|ambbet\w*|amb ?slot|"
    r"lucabet\w*|lsm99\w*|fifa55\w*|gclub\w*|slot ?gacor|judi ?online|situs ?slot)|"
    r"ยูฟ่า ?เบ[ทต]|พีจี ?สล็อต|สโบเบ็?ต|(?:sexy|เซ็กซี่) ?บาคาร่า|จีคลับ"
)
_GAMES = (
    r"บาคาร่?า(?:[ ]?(?:ออนไลน์|สด|เว็บตรง|วอเลท))?|สล็อต[ ]?(?:ออนไลน์|เว็บตรง|วอเลท|แตกง่าย|pg|"
    r"ค่าย\w*)|"
    r"แทงบอล[ ]?(?:ออนไลน์|สด|สเต็ป)|แทงหวยออนไลน์|(?:คา|กา)สิโน[ ]?สด|ไฮโลออนไลน์|เกมยิงปลา|"
    r"เว็บ(?:แทง)?บอล|เว็บสล็อต|เว็บคาสิโน|"
    r"online (?:casinos?|slots?|baccarat|betting)|(?:casino|slots?|baccarat) online|"
    r"(?-i:baccarat)"
)
_PROMISES = (
    r"(?:แจก|รับ)?เครดิตฟรี|เว็บตรง|ฝาก[ -]?ถอน[ ]?(?:ออโต้|อัตโนมัติ|ไม่มีขั้นต่ำ|ไม่อั้น|รวดเร็ว|ตลอด)|"
    r"ไม่ผ่านเอเย่?[นท]+์?ต?์?|"
    r"แตก(?:ง่าย|หนัก|บ่อย)|ทดลองเล่น(?:ฟรี|สล็อต)|ฝาก[ ]?\d+[ ]?รับ[ ]?\d+|คืนยอดเสีย|(?:เล่น)?ได้เงินจริง|"
    r"ทรู(?:มันนี่)?[ ]?วอ[เล]ล[ทต]|โบนัส(?:แรกเข้า|ต้อนรับ|[ ]?100|ฟรี)|free credit|no deposit bonus|"
    r"free spins"
)
# Ordinary words that also fill advertisements: they count only beside the words above.
_LURES = (
    r"โบนัส|สมัคร(?:สมาชิก|เลย|วันนี้|ฟรี|เล่น)?|โปรโมชั่น|ขั้นต่ำ|"
    r"แจ็[คก]พอ[ตท]|ตลอด[ ]?24|อันดับ[ ]?1|bonus|jackpot|sign up"
)
# Also a surname (the coach Arne Slot), a time slot, a building or a crime one can report on.
_AMBIGUOUS = (
    r"สล็อต(?!การ|เวลา|บิน|สนาม)|(?:คา|กา)สิโน(?:ออนไลน์)?|เว็บพนัน(?:ออนไลน์|บอล)*|พนันออนไลน์|"
    r"พนันบอล(?:ออนไลน์)?|"
    r"หวยออนไลน์|แทงบอล|แทงหวย"
)
_OTHER_ADVERTS = (
    r"หนังโป๊|หนัง[ ]?av|คลิปหลุด|คลิปโป๊|เงินกู้ด่วน|เงินด่วน|กู้เงินด่วน|สินเชื่อนอกระบบ|ปั๊มไลค์|ปั๊มไลก์|ปั๊มฟอล\w*|"
    r"ปั้มไลค์|"
    r"viagra|cialis|porn\w*|xxx|escorts?|buy followers"
)
_CRIME = re.compile("พนัน|แทง|หวย")  # what officials warn of, in passing, in any kind of news
# Said of gambling by people who report on it.
_TOPIC = re.compile(
    r"พนัน|บ่อน(?!ทำลาย|ไส้|แซะ)|วงไพ่|วงไฮโล|โต๊ะบอล|โพยบอล|โพยหวย|ตู้ม้า|ตู้สล็อต|เครื่องสล็อต|"
    r"สถานบันเทิงครบวงจร|"
    r"เอ็?นเตอร์เทน|entertainment complex|gambl|casino|betting|หวยใต้ดิน|เว็บผิดกฎหมาย|เว็บเถื่อน|"
    r"มาเก๊า|ลาสเวกัส|macau|las vegas",
    re.IGNORECASE,
)
_WORD = rf"(?:{_BRANDS}|{_GAMES}|{_PROMISES})"
_ANY = re.compile(
    rf"(?P<brand>{_BRANDS})|(?P<game>{_GAMES})|(?P<promise>{_PROMISES})|"
    rf"{_AMBIGUOUS}",
    re.IGNORECASE,
)
_GAP = r"[ \t,|/·•+&-]*"
_RUN = re.compile(
    rf"(?:(?:เว็บ|สมัคร|ทางเข้า(?:เล่น)?|สูตร|{_AMBIGUOUS}){_GAP})*{_WORD}"
    rf"(?:{_GAP}(?:{_WORD}|{_AMBIGUOUS}|ออนไลน์|ออโต้))*",
    re.IGNORECASE,
)
_AMBIGUOUS_WORD = re.compile(_AMBIGUOUS)
_GOVERNED = re.compile(
    r"(?:เล่น|โต๊ะ|ไพ่|เกม|ห้อง|เปิด|ตู้|เครื่อง|ลักลอบ|มั่วสุม|จับ|ทลาย|ปราบ|ค้น|กวาดล้าง|ปิด|กั้น|ติด|หนี้|เจ้าของ|"
    r"ธุรกิจ|โรงแรม|"
    r"เว็บไซต์|ผิดกฎหมาย|โฆษณา|ชวน|หลอก|คำว่า|แก๊ง|เครือข่าย|เสีย|แพ้|บ่อน|พนัน|ปัญหา|พรีเซ็?นเตอร์|"
    r"play(?:ed|ing)?|against|illegal)\S{0,4}[ ]?$",
    re.IGNORECASE,
)
_AFTERMATH = re.compile(r"[^\n]{0,30}(?:ผิดกฎหมาย|ผู้ต้องหา|ถูกจับ|จับกุม|ดำเนินคดี|ร่าง พ\.ร\.บ|ฟอกเงิน)")
# A preposition or a verb that touches the word; an injected word has its neighbours by chance.
_IN_A_PHRASE_BEFORE = re.compile(
    r"(?:(?:ใน|ของ|ที่|กับ|จาก|และ|หรือ|เช่น|ทั้ง|เป็น|มี|ให้|ว่า|การ|สร้าง|[\"“‘'(])|"
    r"(?:อาร์เน่?อ?|กุนซือ|โค้ช|เทรนเนอร์|นาย)[ ]?)$"
)
_IN_A_PHRASE_AFTER = re.compile(
    r"(?:แห่ง|ใน|ที่|ของ|ขนาด|ถูก|รีสอร์|และ|หรือ|คุม|พา|ไม่|จะ|ได้|เป็น|[\"”’'),])|[ ]?(?:กล่าว|เผย|ระบุ|"
    r"บอก|ยืนยัน|เชื่อ|มอง|และ)"
)
_REPORTING = re.compile(
    r"ตำรวจ|จับกุม|ผู้ต้องหา|ผิดกฎหมาย|พ\.ต\.|ร\.ต\.|พล\.ต|รัฐบาล|ศาล|หมายจับ|ดำเนินคดี|รัฐมนตรี|ครม\.|"
    r"ร่าง ?พ\.ร\.บ|"
    r"ปปง|จำคุก|พิพากษา|ผลสำรวจ|ปัญหาการพนัน|กระทรวง|ผู้ว่าฯ|วิจัย|นักวิชาการ|ชาวเน็ต|เตือนภัย|หลอกลวง|เหยื่อ|"
    r"นายกฯ|สำนักข่าว|รายงานว่า|กล่าวว่า|ระบุว่า|เปิดเผยว่า|เผยว่า|โฆษก|police|arrest|court|minister|"
    r"\bsaid\b|\breport",
    re.IGNORECASE,
)  # fmt: skip
_PROMISE = re.compile(rf"{_PROMISES}|{_LURES}", re.IGNORECASE)
_LURE = re.compile(_LURES, re.IGNORECASE)
_OTHER_ADVERT = re.compile(_OTHER_ADVERTS, re.IGNORECASE)


def advertising_lines(lines: list[str]) -> set[int]:
    """Which lines advertise gambling: its words close together with promises, and no reporting.

    Beside such a line, a weaker one counts too: promises alone.
    """
    found = {i for i, line in enumerate(lines) if _advertises(line, least=3)}
    grown = set(found)
    for step in (1, -1):
        for i in range(len(lines))[::step]:
            if i - step in grown and (not lines[i].strip() or _advertises(lines[i], least=2)):
                grown.add(i)
    return {i for i in grown if lines[i].strip()}


def _advertises(line: str, *, least: int) -> bool:
    promises = len(_PROMISE.findall(line))
    if not promises or _REPORTING.search(line):
        return False
    strong = [m.lastgroup == "promise" for m in _ANY.finditer(line)]
    words = strong.count(False)
    return (
        (any(strong) or promises >= 2)
        and (words >= 1 or sum(strong) >= 2 * least - 3)
        and words + promises >= least
        and _letters(line) <= 60 * (words + promises)
    )


def injected_words(text: str) -> list[Span]:
    """The gambling words that stand in the text without belonging to it, in order.

    Empty where the article is about gambling. Words that also mean something else are judged by
    the words on both sides of each of their places.
    """
    if not _ANY.search(text) or is_about_gambling(text):
        return []
    runs = [m for m in _RUN.finditer(text) if _is_spam_run(m[0])]
    spans = [Span(*m.span()) for m in runs]
    alone = [
        m
        for m in _AMBIGUOUS_WORD.finditer(text)
        if not any(s.start <= m.start() < s.end for s in spans)
    ]
    foreign = [m for m in alone if not _in_a_phrase(text, m)]
    # A word at home in one place of an article is at home in the others; where surer spam shows
    # that the article was poisoned, half of the places are enough to doubt it.
    doubtful = len(foreign) * 2 >= len(alone) if spans else len(foreign) * 3 > len(alone) * 2
    if doubtful and spans:
        spans += [Span(*m.span()) for m in foreign]
    elif doubtful and _letters(text) > 300:
        spans += [Span(*m.span()) for m in foreign if not _CRIME.search(m[0])]
    return sorted(spans, key=lambda s: s.start)


def is_about_gambling(text: str) -> bool:
    """Whether words outside the known spam, or words that govern it, show gambling as the
    subject."""
    runs = list(_RUN.finditer(text))
    governed = sum(
        1
        for m in runs
        if _GOVERNED.search(text[max(0, m.start() - 30) : m.start()])
        or _AFTERMATH.match(text, m.end())
    )
    if governed * 3 >= len(runs) and governed:
        return True
    rest = _RUN.sub("\n", text)
    if _TOPIC.search(_AMBIGUOUS_WORD.sub("\n", rest)):
        return True
    return any("พนัน" in m[0] and _in_a_phrase(rest, m) for m in _AMBIGUOUS_WORD.finditer(rest))


def advertising_reason(text: str) -> str | None:
    """Why a page is nothing but advertising, or None where it isn't."""
    letters = _letters(text)
    lines = text.split("\n")
    advertising = advertising_lines(lines)
    if advertising and 10 * sum(_letters(lines[i]) for i in advertising) >= 6 * letters:
        return "advertises gambling: most of its lines are promises of an online casino"
    rest = "\n".join(line for i, line in enumerate(lines) if i not in advertising)
    reports = 3 * len(_REPORTING.findall(rest))
    runs = len(_RUN.findall(rest))
    lures = len(_LURE.findall(_RUN.sub(" ", rest)))
    promises = len(_PROMISE.findall(rest))
    total = runs + lures  # words glued together are one injection
    if runs >= 2 and promises >= 2 and 5 <= total > reports and total * 100 >= _letters(rest):
        return f"advertises gambling: {total} words of online casinos, hardly any of a report"
    other = len(_OTHER_ADVERT.findall(text))
    if other >= 4 and other > reports and other * 100 >= letters:
        return f"advertises: {other} words of loan, adult or drug spam, hardly any of a report"
    return None


def _is_spam_run(run: str) -> bool:
    """A promise alone ("เว็บตรง", "เครดิตฟรี") may be meant; a game or brand, or two promises,
    not."""
    found = list(_ANY.finditer(run))
    return len(found) > 1 or any(m.lastgroup != "promise" for m in found)


def _in_a_phrase(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 20) : match.start()]
    return bool(
        _IN_A_PHRASE_BEFORE.search(before)
        or _GOVERNED.search(before)
        or _IN_A_PHRASE_AFTER.match(text, match.end())
    )


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)
