"""Tests of the command line: help, exit codes, and bad input."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import pytest

from bot.answering.types import Answer
from bot.app import App
from bot.cli import build_parser, main
from bot.settings import Settings
from index.generations import Generations
from tests.app import FakeApp, NothingToLoad, OtherModelApp
from tests.articles import ARTICLES, HANOI
from tests.bot.answering.test_quoting import PointingReader

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def clean_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty working directory without settings, so no .env and no examples are found."""
    for key in Settings.__dataclass_fields__:
        monkeypatch.delenv(key.upper(), raising=False)
    monkeypatch.setenv("MIN_CONFIDENCE", "0")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for article in ARTICLES:
        record = {"id": article.id, "text": article.text, "title": article.title}
        line = json.dumps(record, ensure_ascii=False)
        (folder / f"{article.id}.jsonl").write_text(line + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def index(articles: Path, capsys: Capture) -> Generations:
    """The default data directory with an index of three articles."""
    assert run("index", "build", str(articles)) == 0
    capsys.readouterr()
    return Generations(Path("data/index"))


def run(*arguments: str, app: Callable[[Settings], App] = FakeApp) -> int:
    """Run a command and return its exit code, also when argparse ends it."""
    try:
        return main(arguments, app)
    except SystemExit as end:
        return int(end.code or 0)


def messages(captured: str) -> list[str]:
    return [line for line in captured.splitlines() if line.startswith("khaobot: ")]


def fails_with(
    capsys: Capture, arguments: Sequence[str], *fix: str, app: type[App] = FakeApp
) -> None:
    """Check that a command says one line that names the fix, and nothing else but progress."""
    assert run(*arguments, app=app) == 1
    out, err = capsys.readouterr()
    assert out == ""
    (message,) = messages(err)
    for words in fix:
        assert words in message
    assert "Traceback" not in err
    assert "unexpected" not in err
    assert len(message) < 500


def check_unharmed(index: Generations, name: str) -> None:
    assert index.current() == name
    assert index.verify(name).articles == 3
    assert index.names() == [name]


def all_commands() -> list[list[str]]:
    """Return the words of every command there is, found in the parser."""

    def below(parser: argparse.ArgumentParser, words: list[str]) -> list[list[str]]:
        actions = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
        if not actions:
            return [words]
        return [
            found
            for name, sub in actions[0].choices.items()
            for found in below(sub, [*words, name])
        ]

    return below(build_parser(), [])


def test_the_commands_are_those_of_the_design() -> None:
    names = {" ".join(words) for words in all_commands()}
    assert names >= {
        "index build", "index add", "index remove", "index info", "index rollback", "index verify",
        "search", "ask", "chat", "eval", "doctor",
    }  # fmt: skip


@pytest.mark.parametrize("words", all_commands(), ids=" ".join)
def test_every_command_has_help_with_an_example_of_itself(
    words: list[str], capsys: Capture
) -> None:
    assert run(*words, "--help") == 0
    out, err = capsys.readouterr()
    assert err == ""
    head, _, examples = out.partition("examples:\n")
    assert "--data-dir" in head
    assert examples.startswith(f"  khaobot {' '.join(words)}")


def test_the_program_itself_has_help_and_a_version(capsys: Capture) -> None:
    assert run("--help") == 0
    assert "examples:" in capsys.readouterr().out
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("khaobot ")


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["index"], ["nonsense"], ["index", "build"], ["index", "remove"], ["eval"],
        ["search", "ฝน", "-k", "0"], ["search", "ฝน", "-k", "สิบ"], ["ask", "ฝน", "--unknown"],
    ],
)  # fmt: skip
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: Capture) -> None:
    assert run(*arguments) == 2
    out, err = capsys.readouterr()
    assert "usage: khaobot" in out + err


def test_build_says_what_it_did(articles: Path, capsys: Capture) -> None:
    assert run("index", "build", str(articles)) == 0
    out = capsys.readouterr().out
    assert "is in use: 3 articles, 3 passages (3 added)." in out


def test_ask_shows_the_quote(index: Generations, capsys: Capture) -> None:
    assert run("ask", "ปูตินกับผู้นำเวียดนามลงนามในข้อตกลงอะไร") == 0
    out, err = capsys.readouterr()
    assert "หลายสิบฉบับ" in out
    assert "ที่มา" in out
    assert err == ""


def test_a_question_needs_no_quotation_marks(index: Generations, capsys: Capture) -> None:
    assert run("ask", "What", "did", "ปูติน", "sign", "--json") == 0
    assert json.loads(capsys.readouterr().out)["question"] == "What did ปูติน sign"
    assert run("search", "-k", "1", "ฝนตกหนัก", "ภาคเหนือ", "--json") == 0
    assert json.loads(capsys.readouterr().out)["question"] == "ฝนตกหนัก ภาคเหนือ"


def test_ask_json_is_one_answer(index: Generations, capsys: Capture) -> None:
    assert run("ask", "What did ปูติน sign?", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["language"], record["status"]) == ("en", "answered")
    assert record["generation"] == index.current()
    quote = record["quotes"][0]
    assert HANOI.text[quote["start"] : quote["end"]] == quote["text"]


def test_not_found_is_no_failure(
    index: Generations, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIN_CONFIDENCE", "1")
    assert run("ask", "ใครชนะฟุตบอลโลก") == 0
    assert capsys.readouterr().out.startswith("ไม่พบคำตอบในข่าวที่มีอยู่")


def test_search_json_ranks_passages(index: Generations, capsys: Capture) -> None:
    assert run("search", "ฝนตกหนักภาคเหนือ", "-k", "2", "--json") == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert [hit["rank"] for hit in hits] == [1, 2]
    assert hits[0]["article_id"] == "rain"


def test_a_search_that_finds_nothing_says_so(index: Generations, capsys: Capture) -> None:
    assert run("search", "xylophone", "--leg", "lexical") == 0
    assert capsys.readouterr() == ("", "khaobot: no passage fits.\n")


def test_data_dir_is_where_the_index_is(articles: Path, tmp_path: Path, capsys: Capture) -> None:
    elsewhere = str(tmp_path / "elsewhere")
    assert run("index", "build", str(articles), "--data-dir", elsewhere) == 0
    assert not Path("data").exists()
    assert run("search", "ฝน", "--data-dir", elsewhere) == 0
    capsys.readouterr()
    fails_with(capsys, ["search", "ฝน"], "No index in data/index")


def test_info_remove_rollback_and_verify(index: Generations, capsys: Capture) -> None:
    first = index.current()
    assert run("index", "info", "--articles") == 0
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()] == [
        "hanoi",
        "rain",
        "rice",
    ]
    assert run("index", "remove", "rice") == 0
    assert "2 articles" in capsys.readouterr().out
    assert run("index", "rollback") == 0
    assert first in capsys.readouterr().out
    assert run("index", "verify") == 0
    assert "is whole: 3 articles" in capsys.readouterr().out
    assert run("index", "info", "--json") == 0
    manifest = json.loads(capsys.readouterr().out)
    assert (manifest["generation"], manifest["articles"]) == (first, 3)
    assert len(manifest["kept"]) == 2


def test_the_ids_of_copies_are_listed_and_can_be_removed(
    index: Generations, articles: Path, capsys: Capture
) -> None:
    again = json.dumps({"id": "agency", "text": HANOI.text}, ensure_ascii=False)
    (articles / "again.jsonl").write_text(again + "\n", encoding="utf-8")
    assert run("index", "add", str(articles / "again.jsonl")) == 0
    assert "1 copy" in capsys.readouterr().out
    assert run("index", "info", "--articles") == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split("\t")[0] for line in lines} == {"agency", "hanoi", "rain", "rice"}
    assert run("index", "remove", "agency") == 0
    capsys.readouterr()
    assert run("index", "info", "--articles") == 0
    assert "agency" not in capsys.readouterr().out


def test_verify_finds_damage(index: Generations, capsys: Capture) -> None:
    path = index.path(index.current()) / "vectors.faiss"
    path.write_bytes(path.read_bytes()[:-1] + b"\x7f")
    fails_with(capsys, ["index", "verify"], "vectors.faiss", "khaobot index rollback")


@pytest.mark.parametrize("good", [False, True], ids=["all-rejected", "one-good"])
@pytest.mark.parametrize("command", ["add", "sync"])
def test_a_command_that_could_read_nothing_says_so_by_its_exit_code(
    index: Generations, tmp_path: Path, capsys: Capture, command: str, good: bool
) -> None:
    name = index.current()
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_bytes(bytes(range(256)))
    (news / "b.jsonl").write_text("nonsense\n", encoding="utf-8")
    if good:
        (news / "c.txt").write_text(HANOI.text + HANOI.text, encoding="utf-8")
    (tmp_path / "sources.toml").write_text('[[folder]]\npath = "news"\n')
    arguments = ["index", command, *(["news"] if command == "add" else [])]
    for _ in range(2):  # what was remembered of the sources changes nothing
        if good:
            assert run(*arguments) == 0
            capsys.readouterr()
        else:
            fails_with(capsys, arguments, "No article could be read, 2 rejected", name)
            check_unharmed(index, name)


def test_bad_input_an_empty_folder(index: Generations, tmp_path: Path, capsys: Capture) -> None:
    name = index.current()
    (tmp_path / "empty").mkdir()
    fails_with(capsys, ["index", "build", "empty"], "No article was found", "khaobot index build")
    check_unharmed(index, name)


def test_bad_input_a_folder_without_a_readable_article(
    index: Generations, tmp_path: Path, capsys: Capture
) -> None:
    name = index.current()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.txt").write_bytes(bytes(range(256)))
    (tmp_path / "bad" / "b.jsonl").write_text("{}\n", encoding="utf-8")
    fails_with(capsys, ["index", "build", "bad"], "2 rejected", "bad/a.txt", "build again")
    check_unharmed(index, name)


def test_bad_input_a_path_that_does_not_exist(index: Generations, capsys: Capture) -> None:
    name = index.current()
    fails_with(capsys, ["index", "build", "articles", "nowhere"], "nowhere doesn't exist")
    fails_with(capsys, ["index", "add", "nowhere"], "nowhere doesn't exist")
    check_unharmed(index, name)


def test_bad_input_a_broken_json_line_is_rejected_alone(
    index: Generations, tmp_path: Path, capsys: Capture
) -> None:
    lines = ['{"id": "new", "text": "รถไฟลาว-จีนขนผู้โดยสารครบสิบล้านคน"}', '{"text": "ขาด']
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run("index", "add", "news.jsonl") == 0
    out, err = capsys.readouterr()
    (rejected,) = [line for line in err.splitlines() if line.startswith("rejected")]
    assert "news.jsonl, line 2: is not JSON" in rejected
    assert "mend or delete the line" in rejected
    assert "4 articles" in out
    assert "1 added, 1 rejected" in out
    assert index.verify(index.current()).articles == 4


def test_bad_input_only_a_broken_json_line(
    index: Generations, tmp_path: Path, capsys: Capture
) -> None:
    name = index.current()
    (tmp_path / "news.jsonl").write_text('{"text": "ขาด', encoding="utf-8")
    fails_with(capsys, ["index", "build", "news.jsonl"], "line 1: is not JSON", "build again")
    check_unharmed(index, name)


def test_bad_input_a_file_that_is_not_utf8(
    index: Generations, tmp_path: Path, capsys: Capture
) -> None:
    name = index.current()
    (tmp_path / "a.txt").write_bytes(b"\x81\x8d\x8f\x90\x9d" * 50)
    fails_with(capsys, ["index", "build", "a.txt"], "a.txt", "Save the article as UTF-8")
    check_unharmed(index, name)


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize("question", [[""], ["  "], []])
def test_bad_input_an_empty_question(
    index: Generations, capsys: Capture, command: str, question: list[str]
) -> None:
    fails_with(capsys, [command, *question], "The question is empty", "khaobot ask")


@pytest.mark.parametrize("command", ["ask", "search"])
def test_bad_input_a_question_of_100_000_characters(
    index: Generations, capsys: Capture, command: str
) -> None:
    fails_with(capsys, [command, "ก" * 100_000], "100,000 characters", "2,000", "shorter")


@pytest.mark.parametrize("command", ["ask", "search"])
def test_bad_input_a_question_that_is_not_utf8(
    index: Generations, capsys: Capture, command: str
) -> None:
    fails_with(capsys, [command, "ข่าว\udcff"], "UTF-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "ฝน"], ["ask", "ฝน"], ["index", "info"], ["index", "verify"],
        ["index", "remove", "a"], ["index", "add", "articles"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_bad_input_a_missing_index(
    arguments: list[str], articles: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.commands.examples._examples", lambda: None)
    fails_with(capsys, arguments, "No index in data/index", "khaobot index build SOURCE")


def test_ask_without_an_index_builds_the_examples_and_says_so(
    articles: Path, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "examples").mkdir()
    articles.rename(tmp_path / "examples" / "articles")
    assert run("ask", "ฝนตกหนักภาคเหนือ") == 0
    out, err = capsys.readouterr()
    assert "No index yet: building one from examples/articles." in err
    assert "ฝนตกหนัก" in out
    assert run("ask", "ฝนตกหนักภาคเหนือ") == 0
    assert capsys.readouterr() == (out, "")


@pytest.mark.parametrize(
    "command",
    [["ask", "ฝน"], ["search", "ฝน"], ["index", "add", "articles"], ["index", "remove", "rain"]],
)
def test_bad_input_an_index_made_by_another_model(
    index: Generations, articles: Path, capsys: Capture, command: list[str]
) -> None:
    name = index.current()
    fails_with(
        capsys, command, "hash-trigrams", "another-model", "EMBEDDING_MODEL",
        "khaobot index build SOURCE", app=OtherModelApp,
    )  # fmt: skip
    check_unharmed(index, name)


def test_the_fix_of_another_model_works(
    index: Generations, articles: Path, capsys: Capture
) -> None:
    assert run("index", "build", str(articles), app=OtherModelApp) == 0
    assert run("search", "ฝน", app=OtherModelApp) == 0


def test_a_bad_setting_is_one_line(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAX_QUOTES", "many")
    fails_with(capsys, ["ask", "ฝน"], "MAX_QUOTES=many", "from 1 to 3")


def test_a_data_dir_that_is_a_file(articles: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").touch()
    fails_with(capsys, ["index", "build", "articles", "--data-dir", "file"], "file", "--data-dir")


def test_what_nobody_foresaw_is_one_line_too(capsys: Capture) -> None:
    def broken(settings: Settings) -> App:
        raise ZeroDivisionError("ไม่คาดคิด")

    assert run("ask", "ฝน", app=broken) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "ZeroDivisionError" in err
    assert "--debug" in err
    with pytest.raises(ZeroDivisionError):
        run("ask", "ฝน", "--debug", app=broken)


def test_an_interrupt_is_said_plainly(capsys: Capture) -> None:
    def interrupted(settings: Settings) -> App:
        raise KeyboardInterrupt

    assert run("ask", "ฝน", app=interrupted) == 130
    assert "unchanged" in capsys.readouterr().err


def test_a_package_that_is_missing_is_named_with_the_command_that_brings_it(
    index: Generations, capsys: Capture
) -> None:
    def outdated(settings: Settings) -> App:
        raise ModuleNotFoundError("No module named 'newly_needed'", name="newly_needed")

    assert run("ask", "ฝน", app=outdated) == 1
    (message,) = messages(capsys.readouterr().err)
    assert "newly_needed isn't installed" in message
    assert "pip install --constraint constraints.txt" in message


def test_eval_prints_scores_as_json_and_as_a_table(
    index: Generations, tmp_path: Path, capsys: Capture
) -> None:
    questions = [
        {"question": "ฝนตกหนักภาคเหนือ", "article_id": "rain", "answers": ["ฝนตกหนัก"], "lang": "th"},
        {"question": "ใครชนะฟุตบอลโลก", "answerable": False, "lang": "th"},
    ]
    lines = "\n".join(json.dumps(q, ensure_ascii=False) for q in questions)
    (tmp_path / "q.jsonl").write_text(lines, encoding="utf-8")
    assert run("eval", "q.jsonl", "--json", "--out", "scores.json") == 0
    out = capsys.readouterr().out
    (scores,) = json.loads(out)
    assert (scores["questions"], scores["answerable"], scores["recall_1"]) == (2, 1, 1.0)
    assert (scores["unanswerable"], scores["given_exact_match"]) == (1, None)
    assert json.loads(Path("scores.json").read_text(encoding="utf-8")) == [scores]
    assert run("eval", "q.jsonl", "--retrieval-only") == 0
    table = capsys.readouterr().out
    assert "nDCG@10" in table
    assert "answer EM" not in table
    fails_with(capsys, ["eval", "none.jsonl"], "none.jsonl can't be read", "JSON lines")


def test_eval_shows_a_dash_for_kinds_that_do_not_occur(
    index: Generations, tmp_path: Path, capsys: Capture
) -> None:
    question = {"question": "ฝนตกหนักภาคเหนือ", "article_id": "rain", "answers": ["ฝนตกหนัก"]}
    (tmp_path / "q.jsonl").write_text(json.dumps(question), encoding="utf-8")
    assert run("eval", "q.jsonl") == 0
    rows = dict(
        line.strip().rsplit(maxsplit=1) for line in capsys.readouterr().out.splitlines()[1:]
    )
    assert rows["AUROC of confidence"] == rows["of these answered"] == "–"
    assert (rows["recall@1"], rows["asked with no article"]) == ("1.000", "0")


def test_eval_of_a_set_with_its_passages_asks_again_without_them(
    index: Generations, tmp_path: Path, capsys: Capture
) -> None:
    lines = [
        json.dumps({"question": text[:30], "context": text, "answers": [text[10:24]]})
        for text in (article.text for article in ARTICLES)
    ]
    (tmp_path / "iapp.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run("eval", "iapp.jsonl", "--format", "iapp", "--json") == 0
    (scores,) = json.loads(capsys.readouterr().out)
    assert (scores["questions"], scores["unanswerable"]) == (3, 3)
    assert scores["auroc"] > 0.5


def test_eval_answers_from_the_leg_that_is_asked_for(
    index: Generations, tmp_path: Path, capsys: Capture
) -> None:
    # no word of the question is in an article: words alone find nothing to quote
    question = {"question": "xylophone", "article_id": "rain", "answers": ["ฝนตกหนัก"], "lang": "en"}
    (tmp_path / "q.jsonl").write_text(json.dumps(question), encoding="utf-8")
    settings = Settings(data_dir=Path("data/index"), min_confidence=0.0)

    def app(_: Settings) -> FakeApp:
        return FakeApp(settings)

    answered = {}
    for leg in ("fused", "lexical"):
        assert run("eval", "q.jsonl", "--json", "--leg", leg, app=app) == 0
        (scores,) = json.loads(capsys.readouterr().out)
        answered[leg] = scores["answered"]
    assert answered == {"fused": 1.0, "lexical": 0.0}


def test_eval_measures_the_reader_that_quotes_come_from(
    index: Generations, tmp_path: Path, capsys: Capture
) -> None:
    question = {"question": "ฝนตกหนักภาคเหนือ", "article_id": "rain", "answers": ["ฝนตกหนัก"]}
    (tmp_path / "q.jsonl").write_text(json.dumps(question), encoding="utf-8")

    class Pointing(PointingReader, NothingToLoad):
        """Points, and has nothing to load."""

    class ReadingApp(FakeApp):
        @cached_property
        def reader(self) -> Pointing:  # type: ignore[override]
            return Pointing(ฝนตกหนัก=7.0)

        quotes = App.quotes  # type: ignore[assignment]

    assert run("eval", "q.jsonl", "--json", app=ReadingApp) == 0
    (scores,) = json.loads(capsys.readouterr().out)
    assert scores["given_exact_match"] == 1.0
    assert run("eval", "q.jsonl", "--json", app=lambda s: ReadingApp(replace(s, reader=False))) == 0
    (scores,) = json.loads(capsys.readouterr().out)
    assert scores["given_exact_match"] is None


def test_eval_says_which_articles_the_index_does_not_hold(
    index: Generations, tmp_path: Path, capsys: Capture
) -> None:
    known = {"question": "ฝนตกหนักภาคเหนือ", "article_id": "rain", "answers": ["ฝนตกหนัก"]}
    lines = [json.dumps(known | {"article_id": name}) for name in ("rain", "gone", "gone")]
    (tmp_path / "q.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run("eval", "q.jsonl", "--retrieval-only") == 0
    assert "1 of 2 articles" in (said := capsys.readouterr().err)
    assert "gone" in said
    (tmp_path / "q.jsonl").write_text(lines[0], encoding="utf-8")
    assert run("eval", "q.jsonl", "--retrieval-only") == 0
    assert "not in the index" not in capsys.readouterr().err


def test_chat_answers_until_quit(
    index: Generations, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"ฝนตกหนักภาคเหนือ\n\n{'ก' * 3000}\n/quit\nไม่ถาม\n"))
    assert run("chat") == 0
    out, err = capsys.readouterr()
    assert out.count("ข่าวที่มีระบุ") + out.count("ข่าวที่อาจตอบคำถามนี้ระบุว่า") == 1
    assert len(messages(err)) == 1
    assert "3,000 characters" in err


def test_chat_says_how_to_ask_instead_of_searching_for_its_own_commands(
    index: Generations, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("help\n/help\n/\nexit\nฝนตกหนักภาคเหนือ\n"))
    assert run("chat") == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("/quit or Ctrl-D ends") == 4


def test_ctrl_c_at_the_prompt_ends_a_chat(
    index: Generations, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted(io.StringIO):
        def readline(self, size: int | None = -1, /) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", Interrupted())
    assert run("chat") == 0
    assert "unchanged" not in capsys.readouterr().err


def test_a_follow_up_in_chat_is_understood_from_what_was_asked_before(
    index: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []

    class Noting(FakeApp):
        def asker(self):  # type: ignore[no-untyped-def]
            answer = self.answerer.answer

            def noted(question: str, previous: Sequence[str] = ()) -> Answer:
                found = answer(question, previous)
                searched.append(found.searched)
                return found

            self.answerer.answer = noted  # type: ignore[assignment,method-assign]
            return super().asker()

    asked = ("ปูตินไปเยือนกรุงฮานอยวันไหน", "ก" * 3000, "แล้วที่เกาหลีเหนือล่ะ")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(asked)))
    assert run("chat", app=Noting) == 0
    assert searched == [asked[0], f"{asked[0]} ที่เกาหลีเหนือ"]


def test_doctor_tells_what_is_missing_and_what_is_wrong(
    index: Generations, capsys: Capture
) -> None:
    assert run("doctor") == 0
    assert "3 articles" in capsys.readouterr().out
    assert run("doctor", "--data-dir", "none") == 0
    assert "--  index" in capsys.readouterr().out
    assert run("doctor", app=OtherModelApp) == 1
    assert "!!  index" in capsys.readouterr().out
