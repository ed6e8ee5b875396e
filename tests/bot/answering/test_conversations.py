"""Short conversations: which of their questions are follow-ups, and what is searched for those."""

from __future__ import annotations

import pytest

from bot.answering.followup import is_elliptic, resolve

DAM_TH = "เขื่อนที่ลาวแตกเมื่อปีไหน"
VOTE_TH = "สภาลงมติร่างกฎหมายสุราก้าวหน้าวันไหน"
FINAL_TH = "ไทยพบเวียดนามในรอบชิงชนะเลิศอาเซียนคัพ"
DAM = "When did the dam in Laos collapse?"
SUMMIT = "What did Srettha discuss with Macron in Paris?"
TRIAL = "When was the verdict against Suu Kyi read?"


@pytest.mark.parametrize(
    ("before", "question", "searched"),
    [
        # the same asked of another time, place or person
        (DAM_TH, "แล้วที่กัมพูชาล่ะ", f"{DAM_TH} ที่กัมพูชา"),
        (DAM_TH, "ส่วนพม่าล่ะครับ", f"{DAM_TH} พม่า"),
        (VOTE_TH, "ปีที่แล้วล่ะ", f"{VOTE_TH} ปีที่แล้ว"),
        (FINAL_TH, "กับมาเลเซีย", f"{FINAL_TH} กับมาเลเซีย"),
        (DAM, "What about Cambodia?", f"{DAM[:-1]} Cambodia"),
        (SUMMIT, "In Berlin?", f"{SUMMIT[:-1]} In Berlin"),
        (SUMMIT, "and with Olaf Scholz?", f"{SUMMIT[:-1]} with Olaf Scholz"),
        # asking words alone, or in a phrase
        (DAM_TH, "ที่แขวงไหน", f"{DAM_TH} ที่แขวงไหน"),
        (VOTE_TH, "ด้วยคะแนนเท่าไร", f"{VOTE_TH} ด้วยคะแนนเท่าไร"),
        (VOTE_TH, "ทำไมล่ะ", f"{VOTE_TH} ทำไม"),
        (TRIAL, "In which city?", f"{TRIAL[:-1]} In which city"),
        (TRIAL, "By whom?", f"{TRIAL[:-1]} By whom"),
        # no topic of their own: Thai leaves out the subject
        (DAM_TH, "มีผู้เสียชีวิตกี่คน", f"{DAM_TH} มีผู้เสียชีวิตกี่คน"),
        (DAM_TH, "เพราะอะไรถึงเกิดขึ้น", f"{DAM_TH} เพราะอะไรถึงเกิดขึ้น"),
        (VOTE_TH, "ได้กี่เสียง", f"{VOTE_TH} ได้กี่เสียง"),
        (VOTE_TH, "ผลเป็นอย่างไรบ้าง", f"{VOTE_TH} ผลเป็นอย่างไรบ้าง"),
        (FINAL_TH, "ใครชนะ", f"{FINAL_TH} ใครชนะ"),
        (FINAL_TH, "หลังจากนั้นเกิดอะไรขึ้น", f"{FINAL_TH} หลังจากนั้นเกิดอะไรขึ้น"),
        (FINAL_TH, "ขอรายละเอียดเพิ่มเติมหน่อย", f"{FINAL_TH} ขอรายละเอียดเพิ่มเติมหน่อย"),
        (DAM, "How many people died?", f"{DAM[:-1]} How many people died"),
        (DAM, "What was the reason?", f"{DAM[:-1]} What was the reason"),
        (SUMMIT, "What happened next?", f"{SUMMIT[:-1]} What happened next"),
        (TRIAL, "How did people react?", f"{TRIAL[:-1]} How did people react"),
        (FINAL_TH, "ตั้งแต่เมื่อไร", f"{FINAL_TH} ตั้งแต่เมื่อไร"),
        (VOTE_TH, "มีใครอีกบ้างคะ", f"{VOTE_TH} มีใครอีกบ้าง"),
        # pointing back
        (VOTE_TH, "กฎหมายฉบับนี้ห้ามอะไร", f"{VOTE_TH} กฎหมายฉบับนี้ห้ามอะไร"),
        (FINAL_TH, "สนามที่นั่นจุคนได้เท่าไร", f"{FINAL_TH} สนามที่นั่นจุคนได้เท่าไร"),
        ("เศรษฐาไปปารีสวันไหน", "ภรรยาของเขาไปด้วยไหม", "เศรษฐาไปปารีสวันไหน ภรรยาของเขาไปด้วยไหม"),
        (SUMMIT, "When did he fly to Berlin?", f"{SUMMIT[:-1]} When did he fly to Berlin"),
        (SUMMIT, "What did the press write about it?", f"{SUMMIT[:-1]} What did the press write about it"),
        (TRIAL, "Where is her lawyer now?", f"{TRIAL[:-1]} Where is her lawyer now"),
        (TRIAL, "Who did Biden send there?", f"{TRIAL[:-1]} Who did Biden send there"),
        # a word of thanks before it
        (DAM_TH, "ขอบคุณครับ แล้วที่ไหน", f"{DAM_TH} ที่ไหน"),
        (DAM, "Thanks! And why?", f"{DAM[:-1]} why"),
        # the language changes between them
        (DAM_TH, "and how many houses were lost?", f"{DAM_TH} how many houses were lost"),
        (DAM, "แล้วใครรับผิดชอบ", f"{DAM[:-1]} ใครรับผิดชอบ"),
    ],
)  # fmt: skip
def test_a_follow_up(before: str, question: str, searched: str) -> None:
    assert is_elliptic(question)
    assert resolve(question, [before]) == searched


@pytest.mark.parametrize(
    ("before", "question"),
    [
        (DAM_TH, "ราคาทองวันนี้เท่าไร"),
        (DAM_TH, "น้ำท่วมเชียงรายครั้งล่าสุดเมื่อไร"),
        (DAM_TH, "ใครเป็นนายกรัฐมนตรี"),
        (VOTE_TH, "เลือกตั้งท้องถิ่นวันไหน"),
        (VOTE_TH, "ปีนี้ค่าแรงขั้นต่ำเท่าไร"),
        (VOTE_TH, "ในไทยมีกี่จังหวัด"),
        (FINAL_TH, "ที่ดินรัชดาเป็นของใคร"),
        (FINAL_TH, "เขาใหญ่ปิดฤดูไหน"),
        (FINAL_TH, "ปูตินบอกไบเดนว่าเขาจะทำอะไร"),
        (FINAL_TH, "แบงก์ชาติลดดอกเบี้ยเท่านั้นหรือ"),
        (FINAL_TH, "แล้วธนาคารแห่งประเทศไทยขึ้นดอกเบี้ยนโยบายเมื่อไร"),
        (DAM, "How much rice does Thailand export?"),
        (DAM, "Is it true that Laos is building another dam?"),
        (DAM, "What is the minimum wage this year?"),
        (DAM, "How many seats are there in parliament?"),
        (SUMMIT, "Why do farmers burn their fields?"),
        (SUMMIT, "In which year did Thailand join ASEAN?"),
        (SUMMIT, "Who said that inflation would fall?"),
        (SUMMIT, "So when did Srettha meet Olaf Scholz?"),
        (TRIAL, "Did Min Aung Hlaing say when he would hold elections?"),
        (TRIAL, "What is inflation?"),
        (TRIAL, "Panipak Wongpattanakit"),
    ],
)
def test_a_new_question(before: str, question: str) -> None:
    assert not is_elliptic(question)
    assert resolve(question, [before]) == question


def test_a_long_conversation_keeps_to_its_topic() -> None:
    said = [VOTE_TH, "ได้กี่เสียง", "แล้วใครคัดค้าน", "เพราะอะไร"]
    assert resolve("มีผลเมื่อไร", said) == f"{VOTE_TH} ใครคัดค้าน เพราะอะไร มีผลเมื่อไร"
    assert resolve("และที่เวียดนามล่ะ", [*said, DAM]) == f"{DAM[:-1]} ที่เวียดนาม"
