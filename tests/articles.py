"""Three short Thai news articles that tests share."""

from __future__ import annotations

from datetime import date

from index.types import Article

HANOI = Article(
    id="hanoi",
    text=(
        "วลาดิเมียร์ ปูติน (Vladimir Putin) ประธานาธิบดีรัสเซีย ไปเยือนกรุงฮานอยในวันที่ 20 มิถุนายน 2567 "
        "นับเป็นการเยือนเวียดนามครั้งที่ห้า\n\n"
        "หลังการหารือ ปูตินกับผู้นำเวียดนามได้ลงนามในข้อตกลงความร่วมมือหลายสิบฉบับ "
        "มีทั้งเรื่องการศึกษา วิทยาศาสตร์ น้ำมันและก๊าซ ตลอดจนพลังงานนิวเคลียร์"
    ),
    title="ปูตินเยือนฮานอย",
    url="https://example.org/hanoi",
    publisher="ข่าวตัวอย่าง",
    published=date(2024, 6, 21),
)
RICE = Article(
    id="rice",
    text=(
        "กระทรวงพาณิชย์แถลงว่าไทยส่งออกข้าวได้ 1.5 ล้านตันในปี ๒๕๖๖ "
        "เพิ่มขึ้นร้อยละ 12 จากปีก่อน เพราะอินเดียห้ามส่งออกข้าวขาว"
    ),
    title="ไทยส่งออกข้าวเพิ่มขึ้น",
    published=date(2024, 1, 9),
)
RAIN = Article(
    id="rain",
    text=("กรมอุตุนิยมวิทยาเตือนว่าภาคเหนือจะมีฝนตกหนักในสัปดาห์หน้า ขอให้ประชาชนที่อยู่ใกล้ลำน้ำระวังน้ำท่วมฉับพลัน"),
)
ARTICLES = (HANOI, RICE, RAIN)
