"""Archives that must not be restored: each is refused in one line, and nothing has changed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.backup.archive import RECORD, BackupError, is_plain_name, opened
from bot.backup.packing import Packer
from bot.cli import main
from bot.settings import Settings
from bot.state.database import StateDatabase
from tests.app import FakeApp, OtherModelApp
from tests.articles import ARTICLES

Members = dict[str, bytes]


def quiet(stage: str, done: int, total: int) -> None:
    """Show no progress."""


@pytest.fixture
def good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup that can be restored, in a folder with the data that it was made of."""
    monkeypatch.chdir(tmp_path)
    for key in Settings.__dataclass_fields__:
        monkeypatch.delenv(key.upper(), raising=False)
    app = FakeApp(Settings())
    app.builder(quiet).build(ARTICLES)
    app.database.write("INSERT INTO people VALUES (7, 'th')")
    app.database.close()
    Packer(app.generations, app.settings.state_path, app.added_folder, quiet).pack(Path("good"))
    return tmp_path / "good"


def everything(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("LOCK", "state.sqlite-shm", "state.sqlite-wal")
    }


def members_of(archive: Path) -> Members:
    with zipfile.ZipFile(archive) as file:
        return {name: file.read(name) for name in file.namelist()}


def write(archive: Path, members: Members, compression: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(archive, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)


def recorded(members: Members) -> Members:
    """Let the record say what the members are, as somebody would who makes an archive by hand."""
    record = json.loads(members[RECORD])
    record["files"] = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in members.items()
        if name != RECORD
    }
    return members | {RECORD: json.dumps(record).encode()}


def restore(file: Path, capsys: pytest.CaptureFixture[str], app: type[FakeApp] = FakeApp) -> str:
    """Restore `file` by command and return the one line that was said of its failure."""
    before = everything(file.parent)
    assert main(["restore", str(file)], app) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    assert "unexpected" not in err
    (line,) = [line for line in err.splitlines() if line.startswith("khaobot: ")]
    after = everything(file.parent)
    assert after == before
    assert [path for path in file.parent.rglob("*") if ".building" in path.name] == []
    assert list(file.parent.rglob(".restore*")) == []
    return line


def test_the_good_one_is_restored(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(good, recorded(members_of(good)))
    assert main(["restore", "good"], FakeApp) == 0
    assert "is in use: 3 articles" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x1f\x8b" + b"x" * 99, b"\0" * 5000])
def test_what_is_no_archive(good: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    good.write_bytes(content)
    assert "is not a backup of Khaobot" in restore(good, capsys)


def test_an_archive_that_was_cut_short(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = good.read_bytes()
    for share in (0.01, 0.5, 0.99):
        good.write_bytes(whole[: int(len(whole) * share)])
        assert "is not a backup of Khaobot" in restore(good, capsys)


def test_an_archive_of_something_else(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(good, {"letter.txt": b"hello"})
    assert "is not a backup of Khaobot" in restore(good, capsys)


@pytest.mark.parametrize(
    "name",
    ["../evil", "added/../../evil", "/etc/cron.d/evil", "added/..", "added/.hidden", "added/a/b",
     "added/", "added/a\\b", "index/../evil", "index/CURRENT", ".env", "added/" + "ก" * 90],
)  # fmt: skip
def test_members_that_would_land_elsewhere(
    good: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(good, recorded(members_of(good) | {name: b"evil"}))
    assert "a member is called" in restore(good, capsys)
    assert not (good.parent / "evil").exists()
    assert not (good.parent.parent / "evil").exists()


@pytest.mark.parametrize("name", ["a.txt", "ข่าว ใหม่.md", "links", "a..b", 'quo"te.txt'])
def test_plain_names(name: str) -> None:
    assert is_plain_name(name)


def test_a_link_in_the_archive_is_only_text(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A member that says it is a symbolic link is unpacked as the file that it is."""
    members = recorded(members_of(good) | {"added/a.txt": b"/etc/passwd"})
    with zipfile.ZipFile(good, "w") as file:
        for name, content in members.items():
            member = zipfile.ZipInfo(name)
            member.external_attr = 0o120777 << 16
            file.writestr(member, content)
    assert main(["restore", "good"], FakeApp) == 0
    kept = good.parent / "data" / "added" / "a.txt"
    assert not kept.is_symlink()
    assert kept.read_text() == "/etc/passwd"


def test_a_decompression_bomb(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A hundred thousand times its size when unpacked; refused before a byte is."""
    bomb = recorded(members_of(good) | {"added/bomb.txt": bytes(50_000_000)})
    write(good, bomb, zipfile.ZIP_DEFLATED)
    assert good.stat().st_size < 5_000_000
    assert "is compressed or encrypted" in restore(good, capsys)


def test_a_member_that_lies_about_its_size(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    members = members_of(good)
    record = json.loads(members[RECORD])
    record["files"]["state.sqlite"]["bytes"] += 1
    write(good, members | {RECORD: json.dumps(record).encode()})
    assert "state.sqlite is not what was packed" in restore(good, capsys)


def test_members_that_overlap(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The other kind of bomb: many entries of the directory that share the same bytes."""
    members = members_of(good)
    content = bytes(1_000_000)
    record = json.loads(members[RECORD])
    names = [f"added/{number}" for number in range(20)]
    digest = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    record["files"] |= dict.fromkeys(names, digest)
    with zipfile.ZipFile(good, "w") as file:
        for name, written in (members | {RECORD: json.dumps(record).encode()}).items():
            file.writestr(name, written)
        file.writestr(names[0], content)
        first = file.getinfo(names[0])
        for name in names[1:]:
            copy = zipfile.ZipInfo(name)
            for field in ("header_offset", "CRC", "compress_size", "file_size"):
                setattr(copy, field, getattr(first, field))
            file.filelist.append(copy)
            file.NameToInfo[name] = copy
    assert "larger than itself" in restore(good, capsys)


def test_two_members_of_one_name(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings(), zipfile.ZipFile(good, "a") as file:
        warnings.simplefilter("ignore")
        file.writestr("state.sqlite", b"another")
    assert "its members are not those of its record" in restore(good, capsys)


@pytest.mark.parametrize("name", ["state.sqlite", "index/passages.sqlite", "index/manifest.json"])
def test_a_member_that_was_changed(
    good: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    members = members_of(good)
    content = bytearray(members[name])
    content[len(content) // 2] ^= 0xFF
    write(good, members | {name: bytes(content)})
    assert f"{name} is not what was packed" in restore(good, capsys)


def made_newer(members: Members) -> Members:
    record = json.loads(members[RECORD]) | {"format": 99, "khaobot": "9.9"}
    return members | {RECORD: json.dumps(record).encode()}


def without_index(members: Members) -> Members:
    return {name: content for name, content in members.items() if name != "index/vectors.faiss"}


def other_vectors(members: Members) -> Members:
    return members | {"index/vectors.faiss": b"no vectors"}


def vectors_of_its_manifest(members: Members) -> Members:
    """The manifest agrees, and so does the record; but they aren't vectors."""
    changed = other_vectors(members)
    manifest = json.loads(changed["index/manifest.json"])
    content = changed["index/vectors.faiss"]
    manifest["files"]["vectors.faiss"] = {
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return changed | {"index/manifest.json": json.dumps(manifest).encode()}


def escaping_manifest(members: Members) -> Members:
    manifest = json.loads(members["index/manifest.json"])
    manifest["files"]["../../../evil"] = manifest["files"]["vectors.faiss"]
    return members | {"index/manifest.json": json.dumps(manifest).encode()}


def state_that_is_none(members: Members) -> Members:
    return members | {"state.sqlite": b"SQLite format 3\0" + b"x" * 5000}


def changed_state(statement: str) -> Callable[[Members], Members]:
    def change(members: Members) -> Members:
        Path("changed.sqlite").write_bytes(members["state.sqlite"])
        with sqlite3.connect("changed.sqlite") as database:
            database.execute(statement)
        database.close()
        content = Path("changed.sqlite").read_bytes()
        Path("changed.sqlite").unlink()
        return members | {"state.sqlite": content}

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without_index, "index/vectors.faiss is missing"),
        (other_vectors, "not the one of its manifest"),
        (vectors_of_its_manifest, "its index can't be opened"),
        (escaping_manifest, "not the one of its manifest"),
        (state_that_is_none, "its state is"),
        (changed_state("PRAGMA user_version = 99"), "newer Khaobot"),
        (changed_state("DROP TABLE votes"), "no such table"),
    ],
)
def test_an_archive_made_by_hand(
    good: Path,
    change: Callable[[Members], Members],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(good, recorded(change(members_of(good))))
    assert said in restore(good, capsys)


def test_an_archive_of_a_newer_version(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(good, made_newer(members_of(good)))
    assert "made by a newer Khaobot (9.9). Upgrade" in restore(good, capsys)


def test_an_index_of_another_model(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = restore(good, capsys, OtherModelApp)
    assert "EMBEDDING_MODEL" in said


def test_files_that_are_not_there_or_exist_already(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "No such file" in restore(good.parent / "none", capsys)
    for file, said in (("good", "exists already"), ("none/a", "No such file")):
        assert main(["backup", file], FakeApp) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert said in line


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_damage_goes_unnoticed(good: Path, data: st.DataObject) -> None:
    """Bytes changed anywhere: what can be unpacked at all is what was packed."""
    members = members_of(good)
    content = bytearray(good.read_bytes())
    # Half of the changes fall into the directory at the end, where they do most.
    low = data.draw(st.sampled_from([0, len(content) - 1200]))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(low, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    changed = good.parent / "changed"
    changed.write_bytes(content)
    target = good.parent / "target"
    try:
        with opened(changed) as archive:
            for name in archive.record.files:
                target.unlink(missing_ok=True)
                archive.extract(name, target, lambda count: None)
                assert target.read_bytes() == members[name]
    except BackupError:
        pass  # noticed


def test_the_state_of_a_restore_is_checked_before_anything_is_replaced(good: Path) -> None:
    """All that can be refused is refused while the state and the index are still untouched."""
    write(good, recorded(vectors_of_its_manifest(members_of(good))))
    with StateDatabase(Path("data/state.sqlite")).transaction() as connection:
        connection.execute("UPDATE people SET language = 'en'")
    assert main(["restore", "good"], FakeApp) == 1
    assert StateDatabase(Path("data/state.sqlite")).rows("SELECT language FROM people") == [("en",)]
