"""Tests of the commands with a language model: ask, batches, chat and doctor."""

from __future__ import annotations

import io
import json
import socket
from functools import cached_property
from pathlib import Path

import pytest

from bot.app import App
from bot.cli import main
from bot.settings import Settings
from bot.writing.guard import Breaker, GuardedWriter
from bot.writing.writer import AnswerWriter, WriterRefused
from tests.app import FakeApp
from tests.articles import ARTICLES
from tests.bot.writing.doubles import DigitChecker, SaidBefore

Capture = pytest.CaptureFixture[str]
ENGLISH = "What did Vladimir Putin sign in Hanoi?"
SAID = "Putin signed dozens of agreements [1]. They cost 987654 dollars [1]."
LEFT = "Putin signed dozens of agreements [1]."


class WritingApp(FakeApp):
    """The application with a scripted model and a checker of digits."""

    said = SaidBefore(SAID)

    @cached_property
    def checker(self) -> DigitChecker:  # type: ignore[override]
        return DigitChecker()

    @cached_property
    def writer(self) -> AnswerWriter | None:  # type: ignore[override]
        return GuardedWriter(self.said, 20, Breaker())


@pytest.fixture(autouse=True)
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in Settings.__dataclass_fields__:
        monkeypatch.delenv(key.upper(), raising=False)
    monkeypatch.setenv("MIN_CONFIDENCE", "0")
    monkeypatch.chdir(tmp_path)
    FakeApp(Settings()).builder(lambda stage, done, total: None).build(ARTICLES)
    monkeypatch.setattr(WritingApp, "said", SaidBefore(SAID))


def test_ask_prints_what_was_written_with_its_evidence(capsys: Capture) -> None:
    assert main(["ask", ENGLISH], WritingApp) == 0
    out = capsys.readouterr().out
    assert out.startswith(LEFT + "\n\n  “")
    assert "\nSources\n  [1] ปูตินเยือนฮานอย\n" in out
    assert "987654" not in out
    assert WritingApp.said.closed


def test_the_json_has_what_was_taken_out(capsys: Capture) -> None:
    assert main(["ask", ENGLISH, "--json"], WritingApp) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["text"] == LEFT
    assert record["writing"]["outcome"] == "written"
    (removed,) = record["writing"]["removed"]
    assert removed["reason"] == "number"
    assert main(["ask", ENGLISH, "--json"], FakeApp) == 0
    assert json.loads(capsys.readouterr().out)["writing"] is None


def test_a_batch_and_a_conversation_are_written_too(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_text(json.dumps({"id": 1, "question": ENGLISH}) + "\n")
    assert main(["ask", "--batch", str(batch)], WritingApp) == 0
    assert json.loads(capsys.readouterr().out)["text"] == LEFT
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{ENGLISH}\n{ENGLISH}\n/quit\n"))
    assert main(["chat"], WritingApp) == 0
    assert capsys.readouterr().out.count(LEFT) == 2
    assert len(WritingApp.said.prompts) == 2, "the second time in the conversation is remembered"


def doctor(capsys: Capture, app: type[App]) -> tuple[int, str]:
    status = main(["doctor"], app)
    lines = capsys.readouterr().out.splitlines()
    return status, next(line for line in lines if line[4:].startswith("language"))


def test_doctor_makes_one_call_and_says_what_answered(capsys: Capture) -> None:
    WritingApp.said.texts = ["ห้องสมุดเปิด 9 นาฬิกา [1]"]
    status, line = doctor(capsys, WritingApp)
    assert line.startswith("ok  language     scripted@nowhere begins in 0.0 s, ends in 0.0 s")
    assert line.endswith("cites in Thai")
    assert len(WritingApp.said.prompts) == 1
    WritingApp.said.texts = ["It opens at 9 [1]."]
    assert doctor(capsys, WritingApp)[1].endswith("expect quotes")
    assert "no model" in doctor(capsys, FakeApp)[1]
    assert status == 0


def test_doctor_says_why_nothing_answers(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    WritingApp.said.texts = [WriterRefused("the server refuses LLM_API_KEY (401)")]
    status, line = doctor(capsys, WritingApp)
    assert status == 1
    assert line.startswith("!!  language")
    assert "LLM_API_KEY (401); see docs/language-model.md" in line
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{unused.getsockname()[1]}"
        monkeypatch.setenv("LLM_BASE_URL", f"http://{address}/v1")
        monkeypatch.setenv("LLM_MODEL", "llama3")
        monkeypatch.setenv("LLM_API_KEY", "sk-secret")
        status, line = doctor(capsys, FakeApp)
    assert status == 1
    assert f"llama3@{address}: there is no connection" in line
    assert "sk-secret" not in line


@pytest.mark.parametrize(
    ("settings", "fix"),
    [
        ({"LLM_BASE_URL": "http://127.0.0.1:1/v1"}, "LLM_MODEL"),
        ({"LLM_MODEL": "llama3"}, "LLM_BASE_URL"),
        ({"LLM_API_KEY": "sk-secret"}, "LLM_BASE_URL"),
        ({"LLM_BASE_URL": "http://h/v1", "LLM_MODEL": "m", "LLM_GGUF": "m.gguf"}, "Empty one"),
        ({"LLM_BASE_URL": "127.0.0.1", "LLM_MODEL": "m"}, "https://"),
        ({"LLM_TIMEOUT": "0"}, "LLM_TIMEOUT=0"),
        ({"LLM_GGUF": "none.gguf"}, "Name a .gguf file"),
        ({"LLM_GGUF": "text.gguf"}, "not a GGUF file"),
    ],
)
def test_a_wrong_setting_is_one_line_with_its_fix(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], fix: str
) -> None:
    Path("text.gguf").write_text("no model")
    for key, value in settings.items():
        monkeypatch.setenv(key, value)
    assert main(["ask", ENGLISH], FakeApp) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert fix in line
    assert "sk-secret" not in line


def test_a_prompt_of_ones_own_that_does_not_fit_is_named(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "answer.md").write_text("variables: question\n{question}")
    monkeypatch.setenv("PROMPTS_DIR", str(tmp_path))
    assert main(["ask", ENGLISH], WritingApp) == 1
    line = capsys.readouterr().err
    assert "Prompt answer in" in line
    assert "empty PROMPTS_DIR" in line
    status = main(["doctor"], WritingApp)
    found = [line for line in capsys.readouterr().out.splitlines() if line.startswith("!!")]
    assert status == 1
    assert [line[4:12] for line in found] == ["prompts ", "language"]
    assert all("Prompt answer in" in line and "empty PROMPTS_DIR" in line for line in found)
    monkeypatch.setenv("PROMPTS_DIR", str(tmp_path / "none"))
    assert main(["ask", ENGLISH], WritingApp) == 1
    assert "Name a folder that is there" in capsys.readouterr().err
    assert WritingApp.said.prompts == []


def test_doctor_names_the_prompts_of_ones_own(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "language.md").write_text("variables:\nIn English.")
    monkeypatch.setenv("PROMPTS_DIR", str(tmp_path))
    main(["doctor"], FakeApp)
    assert "of PROMPTS_DIR: language\n" in capsys.readouterr().out
