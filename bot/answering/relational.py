"""Knows the words that say something of a topic without being one: "won", "how many seats", ผล, อายุ."""

from __future__ import annotations

from collections.abc import Iterable

# Asking words and particles.
_THAI_EMPTY = """
    เมื่อไร เมื่อไหร่ เมื่อใด ไหน ที่ไหน ที่ใด ใด ใคร ทำไม เท่าไร เท่าไหร่ เท่าใด กี่ อะไร อย่างไร ยังไง ไหม มั้ย หรือ หรือเปล่า
    หรือไม่ หรือยัง ครับ คะ ค่ะ นะ บ้าง ล่ะ หรอ เหรอ หน่อย ด้วย อีก ก็ แล้ว จะ เคย ยัง ถึง จึง ไม่ ได้ ถูก โดน ต้อง ใช่ไหม ใช่ จริง
    จริงหรือ แน่ใจ และ หรือว่า คือ เป็น มี อยู่ ที่ ใน กับ จาก โดย ของ ให้ แก่ ต่อ ตอน ช่วง เมื่อ เพราะ เพื่อ ว่า ซึ่ง แค่ เพียง ทั้งหมด
    รวม ประมาณ ราว ขึ้น ลง ออก เข้า กัน เอง ไง เพราะอะไร เพราะเหตุใด ตั้งแต่ จนถึง มาจาก ผู้ นั้น
"""
# Verbs that say nothing without who does them, and what becomes of people in an event.
_THAI_VERBS = """
    ไป มา กลับ เริ่ม เริ่มต้น จบ สิ้นสุด เปิด ปิด เกิด เกิดขึ้น ทำ พูด บอก กล่าว ตอบ คุย พบ เจอ เห็นด้วย คัดค้าน ใช้ จ่าย รับ
    ได้รับ ชนะ แพ้ เสมอ ตาย เสียชีวิต บาดเจ็บ รอด หาย มีผล มีผลบังคับใช้ ตัดสิน ตัดสินใจ ลงมติ ลงนาม ถูกจับ ขอ เล่า อธิบาย ขยายความ สรุป
"""
# What something has, and what it is counted in.
_THAI_ATTRIBUTES = """
    อายุ ราคา ผล ผลลัพธ์ ชื่อ เหตุผล สาเหตุ จำนวน คะแนน เสียง ค่าใช้จ่าย งบ งบประมาณ เงิน มูลค่า ขนาด ระยะทาง ระยะเวลา เวลา รายละเอียด
    เพิ่มเติม เพิ่ม ผู้เสียชีวิต ผู้บาดเจ็บ ผู้ชนะ ผู้แพ้ นาน ยาว ไกล ใหญ่ สูง มาก เรื่อง อย่าง แบบ อื่น คนอื่น ที่อื่น คนตาย เสียหาย ความเสียหาย
    คน ราย นาย ครั้ง วัน เดือน ปี วันที่ ประเทศ เมือง จังหวัด พรรค สถานี กิโลเมตร เมตร ชั่วโมง นาที บาท ล้าน เท่า ที่นั่ง ฉบับ แห่ง เปอร์เซ็นต์
    แรก สอง สาม ที่สอง ที่สาม ที่หนึ่ง สุดท้าย ครั้งแรก ล่าสุด ต่อมา หลังจากนั้น จากนั้น ก่อนหน้านั้น
"""
_ENGLISH = """
    ask asked many much get got
    happen happened happens won win wins lose lost die died dies killed injured hurt missing arrested survive survived say
    said says tell told agree agreed object objected sign signed start started begin began begun end ended open opened close
    closed vote voted go went come came meet met react reacted respond responded pay paid cost costs decide decided attend
    attended involved present responsible
    result results outcome reason reasons cause causes score age name names date year years month months day days week weeks
    hour hours minute minutes time times place country countries city cities party parties people person man woman others
    price amount number total part details detail casualties deaths victims votes seats percent kilometres stations
    response reaction consequences effect impact next afterwards later else first second third last long far big old tall
    really sure right please anyone anybody someone somebody everyone still case exactly one ones two three thing things way kind
"""
RELATIONAL = frozenset(f"{_THAI_EMPTY} {_THAI_VERBS} {_THAI_ATTRIBUTES} {_ENGLISH}".split())


def names_nothing(said: Iterable[str]) -> bool:
    """Tell whether no word of `said` (from `index.words`) is a topic; numbers alone are none."""
    return all(
        word.removesuffix("บ้าง") in RELATIONAL or word == "บ้าง" or word[0].isdigit()
        for word in said
    )
