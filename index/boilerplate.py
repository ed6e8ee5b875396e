"""Knows the lines that belong to a web site and not to its article, by their words and their
shape."""

from __future__ import annotations

import re

_SHORT = 80  # letters; a longer line is never taken for a label

_PROSE = 60  # characters; a line as long as this is a headline or a paragraph

# A line made of nothing but these words is part of the site, if at least one is a site's own word.
_SITE_WORDS = """
แชร์ ทวีต ทวิต รีทวีต ไลก์ ไลค์ ถูกใจ กดติดตาม ติดตามเรา ติดตามข่าว เฟซบุ๊ก เฟซบุ๊ค เฟสบุ๊ค เฟสบุ๊ก ไลน์ ทวิตเตอร์
ยูทูบ อินสตาแกรม ติ๊กต็อก คัดลอก ลิงก์ ลิงค์ ลิ้งค์ ลิ้งก์ หน้าแรก หน้าหลัก เมนู ค้นหา เข้าสู่ระบบ ล็อกอิน ออกจากระบบ
สมัครสมาชิก ข่าวที่เกี่ยวข้อง เรื่องที่เกี่ยวข้อง บทความที่เกี่ยวข้อง ข่าวที่น่าสนใจ ข่าวล่าสุด ข่าวเด่น ข่าวแนะนำ ข่าวยอดนิยม
ยอดนิยม ยอดฮิต อ่านต่อ อ่านเพิ่มเติม อ่านข่าวเพิ่มเติม อ่านข่าวต่อ ดูเพิ่มเติม เพิ่มเติม ดูทั้งหมด คลิก กระดานความเห็น
กระดานข่าว กระดานสนทนา ความเห็น ความคิดเห็น แสดงความคิดเห็น แสดงความเห็น คอมเมนต์ คอมเม้นต์ ตอบกลับ
ย้อนกลับ กลับขึ้นด้านบน กลับหน้าหลัก ด้านบน แท็ก หมวดหมู่ โฆษณา ขนาดตัวอักษร อัลบั้มภาพ แกลเลอรี แกลเลอรี่ ดาวน์โหลด
ข้ามไป เนื้อหาหลัก ยอดวิว จำนวนผู้ชม ผู้เข้าชม เข้าชม เปิดอ่าน เกี่ยวกับเรา ติดต่อเรา ติดต่อโฆษณา
นโยบายความเป็นส่วนตัว เงื่อนไขการใช้งาน ข้อตกลงการใช้งาน คุกกี้ แผนผังเว็บไซต์ พิมพ์หน้านี้ พิมพ์ข่าว ส่งอีเมล บันทึกข่าว
ก่อนหน้า ถัดไป โหลดเพิ่ม share shares tweet retweet facebook twitter instagram youtube tiktok
telegram whatsapp pinterest linkedin messenger copy print email e-mail home menu search login
log-in sign-in subscribe newsletter advertisement advertising sponsored promoted related
trending popular comments comment reply tags gallery download embed permalink follow
breadcrumb loading cookies sitemap rss previous next views
""".split()
_FILLERS = """
เรา ได้ที่ ที่นี่ ที่ บน ทาง ผ่าน ช่องทาง เชื่อมต่อ เกี่ยวข้อง ข่าว ข่าวสาร บทความ เนื้อหา เรื่อง หน้า นี้ อื่น ๆ อื่นๆ ล่าสุด
แนะนำ น่าสนใจ อ่าน ต่อ ดู ทั้งหมด ไป ไปที่ ไปยัง ให้ เพื่อน แสดง ส่ง เขียน ซ่อน ปิด เปิด กลับ ขึ้น กระดาน ภาพ
รูปภาพ วิดีโอ คลิป ครั้ง คน นาที ชั่วโมง วัน ที่แล้ว และ หรือ กับ ของ กด โดย ใน เว็บไซต์ หลัก ภาษาไทย ไทย อีเมล
แอป แอปพลิเคชัน เพจ จาก ขนาด ตัวอักษร ยอมรับ ตั้งค่า การเมือง เศรษฐกิจ กีฬา บันเทิง ต่างประเทศ ในประเทศ
อาชญากรรม สังคม ไลฟ์สไตล์ เทคโนโลยี ภูมิภาค ทั่วไป การศึกษา x line us on to the this via and or of in a
all more link url article story stories news post read reading min minute minutes ago show
view back top skip main content page leave your add as it up for by now here see also
also-read settings policy terms use about contact english thai
""".split()
_SECTIONS = frozenset(
    """การเมือง เศรษฐกิจ กีฬา บันเทิง ต่างประเทศ ในประเทศ อาชญากรรม สังคม ไลฟ์สไตล์ เทคโนโลยี ภูมิภาค
    ทั่วไป การศึกษา ข่าว ข่าวทั่วไป ข่าวการเมือง ข่าวเศรษฐกิจ ข่าวกีฬา ข่าวบันเทิง ข่าวต่างประเทศ ข่าวสังคม
    ข่าวอาชญากรรม หุ้น ดวง คลิป วิดีโอ ยานยนต์ สุขภาพ ท่องเที่ยว อสังหา การเงิน พระเครื่อง ภาพ home news
    politics business sport sports world lifestyle entertainment opinion technology video
    photos""".split()
)
_OWN = frozenset(_SITE_WORDS)
_THAI_MARK = "[ัำ-ฺ็-๎]"
_VOCABULARY = re.compile(
    "|".join(
        rf"{re.escape(w)}(?![a-z])" if w.isascii() else rf"{re.escape(w)}(?!{_THAI_MARK})"
        for w in sorted({*_SITE_WORDS, *_FILLERS}, key=len, reverse=True)
    )
)
_BETWEEN = re.compile(r"[\W\d_]*")

_LINK_LINE = re.compile(
    r"[\W_]*(?:อ่านต่อ|อ่านเพิ่มเติม|อ่านข่าว(?:ต่อ|เพิ่มเติม|ที่เกี่ยวข้อง|อื่น|ก่อนหน้า)?|อ่านประกอบ|อ่านเรื่อง(?:อื่น)?|"
    r"(?:ข่าว|เรื่อง|บทความ|คลิป)(?:ที่)?(?:เกี่ยวข้อง|น่าสนใจ|แนะนำ)|ดูเพิ่มเติม|คลิก(?:อ่าน|ชม|ดู)?(?:ที่นี่)?|"
    r"read (?:more|also|next)|also read|related(?: news| stories| articles| story)?|see also|"
    r"recommended)"
    r"[ ]*[:：…>»|–-]+.*",
    re.IGNORECASE,
)
_FOLLOW_LINE = re.compile(
    r"[\W_]*(?:(?:สามารถ)?(?:กด)?ติดตาม(?:ข่าว|เรา|พวกเรา|อ่าน|ชม|เพจ|ช่อง|ได้(?:ที่|ทาง))|กด(?:ไลก์|"
    r"ไลค์|ถูกใจ|แชร์|ติดตาม|ซับ)|"
    r"ไม่พลาด(?:ทุก)?ข่าว|เพิ่มเพื่อน|follow (?:us|@)|subscribe|sign up (?:for|to)|download (?:our|"
    r"the) app|"
    r"join (?:us|our)|like us on).*",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"line|facebook|twitter|youtube|instagram|tiktok|telegram|google|https?:|www\.|@|ไลน์|"
    r"เฟซบุ๊[กค]|เฟสบุ๊[กค]|ทวิตเตอร์|"
    r"ยูทู[บป]|อินสตาแกรม|ติ๊กต็อก|แอปพลิเคชัน|เว็บไซต์|newsletter|channel|จดหมายข่าว",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"your browser (?:does not|doesn.t|is not) support|(?:enable|requires?) javascript|"
    r"javascript is (?:disabled|required)|"
    r"เบราว์เซอร์[^\n]{0,20}ไม่รองรับ|(?:we|site) uses? cookies|เว็บไซต์นี้(?:มีการ)?ใช้คุกกี้|เราใช้คุกกี้|"
    r"all rights reserved|"
    r"สงวนลิขสิทธิ์|^[\W_]*(?:©|copyright\b)|ไม่อนุญาตให้(?:คัดลอก|ทำซ้ำ)|^[\W_]*advertisement",
    re.IGNORECASE,
)
_HASHTAGS = re.compile(r"(?:[\s,]*[#＃][^\s#]+)+\s*")
_FONT_SIZES = re.compile(r"[-+]?[Aก][-+]?(?:\s+[-+]?[Aก][-+]?)+")
_SIZE_CODE = re.compile(r"(?:[A-Z]{1,3}|[Aก][+-]?|[+-][Aก])")
_CREDIT_OR_LIST = re.compile(r"[\d:：.?!;•*“”\"()]|^[\s]*[-–]")
_THAI = re.compile("[ก-๛]")
_LATIN_LINE = re.compile(r"[^\W\d_][^\n]{0,59}")
_OPENS_A_LIST = re.compile(r"(?:[:：]|ดังนี้|ได้แก่|คือ|ประกอบด้วย|รายชื่อ|as follows|including|are)\s*$")
_PERSON_OR_CREDIT = re.compile(
    r"^(?:นาย|นาง|น\.ส\.|ดร\.|พล\.|พ\.|ร\.|ด\.|คุณ|ศ\.|รศ\.|ผศ\.|ส\.ส\.|ม\.|ที่มา|ภาพ|ข่าว|"
    r"เรียบเรียง|โดย|by\\b)",
    re.I,
)


def site_line_reason(line: str) -> str | None:
    """Why a line is the site's, going by the line alone; None where it may be the article's."""
    if not any(c.isalnum() for c in line):
        return "rule"
    if _HASHTAGS.fullmatch(line):
        return "hashtags"
    if len(line) > 300:
        return None
    if _NOTICE.search(line) and _letters(line) <= 150:
        return "site notice"
    if len(line) <= 250 and _LINK_LINE.fullmatch(line):
        return "link to another article"
    if len(line) <= 250 and _FOLLOW_LINE.fullmatch(line) and _CHANNEL.search(line):
        return "call to follow"
    if _letters(line) <= _SHORT and (_FONT_SIZES.fullmatch(line) or _own_words(line)):
        return "site words"
    return None


def image_words(lines: list[str], thai: bool) -> set[int]:
    """Which lines are lone Latin words in a Thai text: what an image was called, not a sentence.

    A list keeps its Latin lines: three of them in a row, or any after "ดังนี้" or a colon.
    """
    if not thai:
        return set()
    latin = [_is_latin_label(line) for line in lines]
    found: set[int] = set()
    for i, is_latin in enumerate(latin):
        if not is_latin or _run_length(latin, lines, i) >= 3:
            continue
        before = next((j for j in range(i - 1, -1, -1) if lines[j].strip() and not latin[j]), None)
        after = next((j for j in range(i + 1, len(lines)) if lines[j].strip()), None)
        around = [lines[j] for j in (before, after) if j is not None]
        in_prose = any(len(line) >= _PROSE for line in around)  # and not a cell of a table
        if in_prose and not (before is not None and _OPENS_A_LIST.search(lines[before])):
            found.add(i)
    return found


def menus(lines: list[str], known: dict[int, str]) -> set[int]:
    """Which short lines at the top or bottom are a menu, tabs or text sizes; `known` are the
    reasons of lines known to be the site's.

    At least two lines make a menu, half of them news sections, text sizes or known site lines;
    none of them is numbered or names a person.
    """
    found: set[int] = set()
    filled = [i for i, line in enumerate(lines) if line.strip()]
    for order in (filled, filled[::-1]):
        run: list[int] = []
        for i in order:
            if i not in known and not _is_fragment(lines[i]):
                break
            run.append(i)
        if order is filled and len(run) == len(filled):
            continue
        while run and run[-1] not in known and not _is_menu_item(lines[run[-1]]):
            run.pop()  # next to the article it may be a short headline, or a name below it
        rest = [i for i in run if i not in known]
        items = [i for i in run if known.get(i) == "site words" or _is_menu_item(lines[i])]
        if len(run) >= 2 and 2 * len(items) >= len(run):
            found.update(rest)
    return found


def is_thai(text: str) -> bool:
    """Whether at least half of the letters are Thai."""
    return 2 * len(_THAI.findall(text)) >= _letters(text) > 0


def _own_words(line: str) -> bool:
    """Whether the line is made of site words and fillers, with at least one of the site's own."""
    lowered = line.casefold()
    position, own = _BETWEEN.match(lowered).end(), False  # type: ignore[union-attr]
    while position < len(lowered):
        match = _VOCABULARY.match(lowered, position)
        if match is None:
            return False
        own = own or match[0] in _OWN
        position = _BETWEEN.match(lowered, match.end()).end()  # type: ignore[union-attr]
    return own


def _is_latin_label(line: str) -> bool:
    line = line.strip()
    return (
        _LATIN_LINE.fullmatch(line) is not None
        and line[0].isascii()
        and not _THAI.search(line)
        and not _CREDIT_OR_LIST.search(line)
        and len(line.split()) <= 4
    )


def _run_length(flags: list[bool], lines: list[str], at: int) -> int:
    """How many flagged lines stand together around one, up to 3; blank lines do not count."""
    length = 1
    for step in (-1, 1):
        i = at + step
        while length < 3 and 0 <= i < len(lines) and (flags[i] or not lines[i].strip()):
            length += flags[i]
            i += step
    return length


def _is_fragment(line: str) -> bool:
    line = line.strip()
    return (
        _letters(line) <= 14
        and len(line.split()) <= 3
        and not _CREDIT_OR_LIST.search(line)
        and not _PERSON_OR_CREDIT.search(line)
    )


def _is_menu_item(line: str) -> bool:
    return _is_section(line) or _SIZE_CODE.fullmatch(line.strip()) is not None


def _is_section(line: str) -> bool:
    return all(part.strip().casefold() in _SECTIONS for part in re.split(r"[|/>»,]", line))


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)
