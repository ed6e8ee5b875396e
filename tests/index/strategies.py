"""Texts for property tests: any Unicode, lone surrogates too, mixed with real pieces."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = [
    "บาคาร่า", "บา", "คาร่า", "สล็อต", "เว็บตรง", "UFABET", "เครดิตฟรี", "คาสิโน", "แชร์",
    "หน้าแรก", "การเมือง", "XS", "SM", "Joe Biden", "\n", "\n\n", "\r\n", " ",
    "\u200b", "\u00a0", "\ufeff", "ํา", "เเ", "่่", "ปี", "พ.ศ.", "20 มิถุนายน 2567",
    "๒๕๖๗", "มิ.ย.", "67", "-", "ถึง", "20/6/2567", "2024-06-20", "June 20, 2024",
    "เมื่อวัน", "ที่ผ่านมา", "3 วันก่อน", "last week", "สัปดาห์", "(", ")", "•", "#ข่าว", "à¸‚",
    "เธ‚", "¢èÒÇ", "\ud800",
    "นายกรัฐมนตรีกล่าวว่ารัฐบาลจะช่วยเหลือประชาชนที่ได้รับผลกระทบจากน้ำท่วมในภาคเหนือ", "9" * 12,
]  # fmt: skip

any_text = st.text(st.characters(codec=None), max_size=60)
messy_text = st.lists(st.one_of(st.sampled_from(_PIECES), any_text), max_size=14).map("".join)
