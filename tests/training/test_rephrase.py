import random

from training.reader.rephrase import ALIKE, rephrase


def forms(question: str) -> set[str]:
    rng = random.Random(1)
    return {rephrase(question, rng) for _ in range(200)}


def test_a_role_is_asked_for_before_or_after_who() -> None:
    asked = forms("เลขาธิการองค์การคือใคร")
    assert {"ใครเป็นเลขาธิการองค์การ", "ใครคือเลขาธิการองค์การ", "เลขาธิการองค์การชื่ออะไร"} <= asked


def test_who_somebody_is_stays_that_question() -> None:
    assert not any(form.startswith("ใคร") for form in forms("จิมมี คิมเมลคือใคร"))


def test_question_words_change_for_words_alike_only() -> None:
    asked = forms("สะพานยาวเท่าไร")
    assert {"สะพานยาวเท่าไร", "สะพานยาวเท่าไหร่", "สะพานยาวเท่าใด"} <= asked
    assert all(form.startswith("สะพานยาวเท่า") for form in asked)


def test_no_form_stands_in_two_groups() -> None:
    every = [form for group in ALIKE for form in group]
    assert len(every) == len(set(every))
