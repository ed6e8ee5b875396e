"""Tests of the prompts and their loader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from prompts import PromptError, check, load, load_for, names, parse

PROMPT = "variables: question, today\nวันนี้คือ {today}\n\nถาม: {question}\n"


@pytest.mark.parametrize("name", sorted(names()))
def test_every_prompt_of_the_package_loads_and_fills_in(name: str) -> None:
    prompt = load(name)
    values = {variable: f"«{variable}»" for variable in prompt.variables}
    filled = prompt.fill(**values)
    assert all(value in filled for value in values.values())
    assert not filled.startswith("variables:")
    with pytest.raises(PromptError, match="unknown"):
        prompt.fill(**values, surplus="x")
    for variable in prompt.variables:
        with pytest.raises(PromptError, match=variable):
            prompt.fill(**{key: value for key, value in values.items() if key != variable})


def test_there_is_a_prompt_for_answers() -> None:
    assert "answer" in names()
    assert {"question", "passages", "not_found"} <= load("answer").variables


@pytest.mark.parametrize("name", ["answer", "followup", "language"])
def test_every_prompt_is_in_both_languages_and_mixes_none(name: str) -> None:
    english, thai = load_for(name, "en"), load_for(name, "th")
    assert (english.name, thai.name) == (name, f"{name}.th")
    assert english.variables == thai.variables
    assert not re.search("[ก-๙]", english.text)
    # Variables have Latin names, but those are filled in.
    assert not re.search("[A-Za-z]", thai.fill(**dict.fromkeys(thai.variables, "")))


def test_values_are_filled_in_once() -> None:
    filled = parse("p", PROMPT).fill(question="{today} คืออะไร {x}", today="20 มิ.ย.")
    assert filled == "วันนี้คือ 20 มิ.ย.\n\nถาม: {today} คืออะไร {x}\n"


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("วันนี้คือ {today}", "must begin with"),
        ("variables: question\n{question} {today}", "today"),
        ("variables: question, today\n{question}", "today"),
        ("", "must begin with"),
        ("variables: question\n{question} {Question}", "Question"),
        ("variables: question\n{question} {question2}", "question2"),
        ("variables: question\n{question} {วันนี้}", "วันนี้"),
        ("variables: question, \n{ question } {today }", "today"),
    ],
)
def test_a_declaration_that_does_not_fit_is_refused(content: str, wrong: str) -> None:
    with pytest.raises(PromptError, match=wrong):
        parse("p", content)


def test_a_folder_overrides_single_prompts(tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text(PROMPT, encoding="utf-8")
    assert load("answer", tmp_path).text.startswith("วันนี้คือ")
    assert load("answer", tmp_path / "none") == load("answer")
    assert load("answer", tmp_path).digest != load("answer").digest


def test_braces_that_hold_no_name_are_text() -> None:
    said = 'variables: question\n{ question } {"a": 1} { } {a b}'
    assert parse("p", said).fill(question="กี่โมง") == 'กี่โมง {"a": 1} { } {a b}\n'


def test_a_file_of_a_windows_editor_is_read(tmp_path: Path) -> None:
    (tmp_path / "language.md").write_bytes(b"\xef\xbb\xbfvariables:\r\nIn English.\r\n")
    assert load_for("language", "en", tmp_path).fill() == "In English.\n"


def test_a_folder_is_looked_through_for_what_would_not_be_used(tmp_path: Path) -> None:
    assert check(tmp_path) == []
    (tmp_path / "language.th.md").write_text("variables:\nตอบเป็นภาษาไทย", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a prompt")
    assert check(tmp_path) == ["language.th"]
    (tmp_path / "answer.md").write_text(PROMPT, encoding="utf-8")
    with pytest.raises(PromptError, match=r"answer .*boundary, not_found, passages"):
        check(tmp_path)
    (tmp_path / "answer.md").rename(tmp_path / "answers.md")
    with pytest.raises(PromptError, match=r"answers\.md .*replaces no prompt.*answer\.th\.md"):
        check(tmp_path)
    with pytest.raises(PromptError, match="no folder"):
        check(tmp_path / "none")


def test_a_prompt_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="nothing"):
        load("nothing")
    (tmp_path / "answer.md").write_bytes(b"variables: x\n\xff")
    with pytest.raises(PromptError, match="answer"):
        load("answer", tmp_path)


def test_an_override_has_the_variables_that_are_filled_in(tmp_path: Path) -> None:
    (tmp_path / "answer.th.md").write_text(PROMPT, encoding="utf-8")
    with pytest.raises(PromptError, match=r"answer\.th .*boundary, not_found, passages"):
        load_for("answer", "th", tmp_path)
    assert load_for("answer", "en", tmp_path) == load("answer")
