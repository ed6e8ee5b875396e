"""Tests of `khaobot index sync` and of addresses as SOURCE, through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import answering_parts as application
from bot.cli import main
from tests.fakes import HashEmbedder
from tests.index.builds import article
from tests.index.test_web_sources import page
from tests.index.web_server import web_server


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a .env, and an embedder that loads no model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "index"))
    monkeypatch.setattr(application, "SentenceTransformerEmbedder", lambda name: HashEmbedder())
    return tmp_path


def test_sync_says_what_it_did(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "news").mkdir()
    (elsewhere / "news" / "a.txt").write_text(article(1).text, encoding="utf-8")
    (elsewhere / "news" / "b.jsonl").write_text("nonsense\n")
    (elsewhere / "sources.toml").write_text('[[folder]]\npath = "news"\n')
    assert main(["index", "sync"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("1 added, 0 replaced, 0 unchanged, 1 rejected.\n")
    assert "is in use: 1 article, 1 passage\n" in out
    assert "added a.txt" in err
    assert "b.jsonl, line 1: is not JSON" in err
    assert main(["index", "sync"]) == 0
    out, _ = capsys.readouterr()
    assert out.startswith("0 added, 0 replaced, 1 unchanged, 1 rejected.\n")
    assert out.rstrip().endswith("stays.")


def test_sync_without_its_file_names_the_fix(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "sync"]) == 1
    assert "examples/sources.toml" in capsys.readouterr().err
    assert main(["index", "sync", "--sources", "other.toml"]) == 1
    assert "other.toml" in capsys.readouterr().err


def test_the_help_of_sync_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["index", "sync", "--help"])
    assert "khaobot index sync --sources news.toml" in capsys.readouterr().out


def test_an_address_as_source(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with web_server() as server:
        url = server.set("/news", page(title="นายกฯ เยือนญี่ปุ่น"))
        assert main(["index", "build", url]) == 1
        assert "ALLOW_PRIVATE_URLS" in capsys.readouterr().err
        monkeypatch.setenv("ALLOW_PRIVATE_URLS", "yes")
        assert main(["index", "build", url]) == 0
        assert main(["index", "info", "--articles"]) == 0
        assert capsys.readouterr().out.splitlines()[-1].startswith(url)
    assert main(["search", "โตเกียว", "--json"]) == 0
    assert '"also": []' in capsys.readouterr().out


@pytest.mark.parametrize("value", ["maybe", "2"])
def test_a_setting_that_is_neither_on_nor_off(
    value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ALLOW_PRIVATE_URLS", value)
    assert main(["index", "info"]) == 1
    assert "Give on or off" in capsys.readouterr().err
