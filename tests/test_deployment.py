"""What can be told of Dockerfile, compose.yaml and the systemd unit without building or starting anything.

No image is built here: there is no Docker engine. The files are parsed, and held against the code.
"""

from __future__ import annotations

import fnmatch
import json
import re
import shutil
import subprocess
import tomllib
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings, read_environment

ROOT = Path(__file__).parents[1]
DOCKERFILE, COMPOSE = ROOT / "Dockerfile", ROOT / "compose.yaml"
UNIT = ROOT / "deploy" / "khaobot.service"
# Read by libraries, not by Khaobot.
OF_LIBRARIES = {
    "PATH", "HF_HOME", "SQLITE_TMPDIR", "PYTHAINLP_READ_ONLY", "PYTHAINLP_OFFLINE",
    "PIP_NO_CACHE_DIR", "PIP_DISABLE_PIP_VERSION_CHECK", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED",
}  # fmt: skip
SECRET = re.compile(r"token|secret|password|api_?key", re.IGNORECASE)
DATA = "/data"


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the Dockerfile, each on one line."""
    text = re.sub(r"^\s*#.*\n", "", DOCKERFILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\s*\\\n\s*", " ", text).splitlines()
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines if line.strip()]


def final_stage() -> list[tuple[str, str]]:
    found = instructions()
    start = max(n for n, (name, _) in enumerate(found) if name == "FROM")
    return found[start:]


def environment_of(stage: list[tuple[str, str]]) -> dict[str, str]:
    pairs = (pair for name, rest in stage if name == "ENV" for pair in rest.split())
    return dict(pair.split("=", 1) for pair in pairs)


def settings() -> set[str]:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    return set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return found


def unit() -> dict[str, dict[str, list[str]]]:
    """Return the sections of the unit; a key may stand there more than once."""
    sections: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] = {}
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            section.setdefault(key, []).append(value)
    return sections


def seconds(text: str) -> float:
    return float(text.removesuffix("s"))


def test_the_image_runs_as_a_user_without_rights() -> None:
    users = [rest for name, rest in final_stage() if name == "USER"]
    assert len(users) == 1
    # A number, so that Kubernetes and the like can tell that it isn't root.
    uid, gid = (int(part) for part in users[0].split(":"))
    assert uid >= 10_000
    made = next(rest for name, rest in final_stage() if name == "RUN")
    assert f"--uid {uid}" in made
    assert f"--gid {gid}" in made
    assert f"-o {uid} -g {gid} -m 0700 {DATA}" in made
    after = final_stage()[final_stage().index(("USER", users[0])) :]
    assert not [name for name, _ in after if name in ("RUN", "COPY", "ADD")]
    assert compose()["services"]["khaobot"]["user"] == users[0]


@pytest.mark.parametrize("path", [DOCKERFILE, COMPOSE, UNIT], ids=lambda path: path.name)
def test_no_secret_stands_in_a_file_or_a_layer(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.lstrip().startswith("#"):
            assert not SECRET.search(line), line
    assert not [rest for name, rest in instructions() if name in ("ARG", "ADD")]
    assert not [rest for _, rest in instructions() if re.search(r"curl|wget", rest)]


def test_only_what_is_needed_gets_into_the_build() -> None:
    """All that is copied is let through by .dockerignore, and nothing else is."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_in = {rule[1:] for rule in rules if rule.startswith("!")}
    copied = set()
    for name, rest in instructions():
        if name == "COPY" and not rest.startswith("--from="):
            *sources, target = rest.split()
            copied |= set(sources)
            for source in sources:
                assert (ROOT / source).exists(), source
                assert (ROOT / source).is_file() or target == source, "a folder keeps its name"
    assert copied == let_in
    for never in (".env", ".git", "data", ".venv", "tests"):
        assert not any(fnmatch.fnmatch(never, rule) for rule in let_in)
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = packages["tool"]["hatch"]["build"]["targets"]["wheel"]
    project = packages["project"]
    assert copied >= {*wheel["packages"], project["readme"], *project["license-files"]}


def test_torch_is_the_cpu_build_and_every_version_is_pinned() -> None:
    installs = [rest for name, rest in instructions() if name == "RUN" and "pip install" in rest]
    assert len(installs) == 2
    assert installs[0].endswith("torch")
    # Alone from that index: everything else comes from PyPI, so no name can be taken from the other.
    assert "--no-deps --index-url https://download.pytorch.org/whl/cpu" in installs[0]
    assert "index-url" not in installs[1]
    assert all("--constraint constraints.txt" in install for install in installs)
    bases = {rest.split()[0] for name, rest in instructions() if name == "FROM"}
    assert len(bases) == 1
    assert not bases.pop().endswith(":latest")


def test_everything_that_is_written_is_under_data() -> None:
    environment = environment_of(final_stage())
    assert ("VOLUME", DATA) in final_stage()
    assert ("WORKDIR", DATA) in final_stage()
    for key in ("DATA_DIR", "STATE_FILE", "SOURCES_FILE", "HF_HOME", "SQLITE_TMPDIR"):
        assert environment[key] == DATA or environment[key].startswith(f"{DATA}/"), key


def test_what_is_set_are_settings() -> None:
    service = compose()["services"]["khaobot"]
    in_unit = dict(pair.split("=", 1) for pair in unit()["Service"]["Environment"])
    image = environment_of(final_stage())
    for found in (image, service["environment"], in_unit):
        assert set(found) - OF_LIBRARIES <= settings()
    assert set(service["environment"].items()) <= set(image.items())
    assert set(in_unit) == {key for key in image if not key.startswith("PYTHON") and key != "PATH"}


def test_the_image_starts_the_bot_and_asks_it_how_it_is() -> None:
    stage = dict(final_stage())
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (program,) = json.loads(stage["ENTRYPOINT"])
    assert program in scripts["project"]["scripts"]
    assert json.loads(stage["CMD"]) == ["run"] == compose()["services"]["khaobot"]["command"]
    options, _, command = stage["HEALTHCHECK"].partition("CMD ")
    assert set(re.findall(r"--(\w[\w-]*)=", options)) == {
        "interval", "timeout", "start-period", "retries",
    }  # fmt: skip
    python, flag, code = json.loads(command)
    assert (python, flag) == ("python", "-c")
    compile(code, "healthcheck", "exec")
    assert "'/healthz'" in code
    assert f"os.environ.get('MONITORING_PORT') or {Settings().monitoring_port}" in code


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_the_health_check_tells_by_its_exit_code(status: int, code: int) -> None:
    """Run as it stands in the Dockerfile, against a server on this machine."""
    import sys
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    command = json.loads(dict(final_stage())["HEALTHCHECK"].partition("CMD ")[2])
    with HTTPServer(("127.0.0.1", 0), Health) as server:
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        asked = subprocess.run(
            [sys.executable, *command[1:]],
            env={"MONITORING_PORT": str(server.server_port), "http_proxy": "http://127.0.0.1:9"},
            timeout=60,
            check=False,
        )
        server.shutdown()
    assert asked.returncode == code


def test_compose_gives_the_bot_as_little_as_it_needs() -> None:
    found = compose()
    for service in found["services"].values():
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert not {"privileged", "ports", "network_mode", "pid", "devices"} & set(service)
        assert not service["image"].endswith(":latest")
        for volume in service["volumes"]:
            name, _, target = volume.partition(":")
            assert name in found["volumes"], "a folder of the host"
            assert target.startswith("/")
    khaobot = found["services"]["khaobot"]
    assert khaobot["read_only"] is True
    assert khaobot["env_file"] == ".env"
    assert any(entry.startswith("/tmp:size=") for entry in khaobot["tmpfs"])
    assert found["services"]["ollama"]["profiles"] == ["ollama"]
    assert "profiles" not in khaobot
    assert "depends_on" not in khaobot, "without the profile there is nothing to wait for"


def test_the_service_may_write_to_its_own_folder_alone() -> None:
    service = unit()["Service"]
    for key, value in {
        "User": "khaobot", "UMask": "0077", "ProtectSystem": "strict", "ProtectHome": "yes",
        "PrivateTmp": "yes", "NoNewPrivileges": "yes", "CapabilityBoundingSet": "",
        "StateDirectory": "khaobot", "StateDirectoryMode": "0700", "Restart": "always",
    }.items():  # fmt: skip
        assert service[key] == [value], key
    assert service["WorkingDirectory"] == ["/var/lib/" + service["StateDirectory"][0]]
    assert "ReadWritePaths" not in service
    paths = [pair.partition("=")[2] for pair in service["Environment"]]
    for path in (path for path in paths if path.startswith("/")):
        assert path.startswith(service["WorkingDirectory"][0])
    assert service["ExecStart"][0].endswith("/bin/khaobot run")


def test_the_paths_of_the_unit_go_before_those_of_the_example() -> None:
    """Of systemd.exec(5): what an EnvironmentFile= says overrides what Environment= says."""
    service = unit()["Service"]
    assert "EnvironmentFile" not in service
    said = dict(pair.split("=", 1) for pair in service["Environment"])
    found = Settings.from_env(read_environment(said, ROOT / ".env.example"))
    folder = Path(service["WorkingDirectory"][0])
    assert found.data_dir == folder / "index"
    assert found.state_path == folder / "state.sqlite"
    assert found.sources_file == folder / "sources.toml"


def test_the_service_finds_the_folder_that_the_installation_makes() -> None:
    """The steps of operating.md and the unit name the same user, folder, program and settings."""
    steps = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    service = unit()["Service"]
    user, folder = service["User"][0], service["WorkingDirectory"][0]
    assert f"useradd --system --home-dir {folder} --shell /usr/sbin/nologin {user}\n" in steps
    assert f"install -d -m 0700 -o {user} -g {user} {folder}\n" in steps
    assert f"install -m 0600 -o {user} -g {user} .env.example {folder}/.env " in steps
    program = service["ExecStart"][0].split()[0]
    assert f"sudo -u {user} env -C {folder} DATA_DIR={folder}/index {program}'" in steps


def test_whoever_stops_the_bot_waits_until_it_has_finished() -> None:
    takes = Settings().stop_seconds
    assert seconds(compose()["services"]["khaobot"]["stop_grace_period"]) >= takes + 10
    assert seconds(unit()["Service"]["TimeoutStopSec"][0]) >= takes + 10


def test_the_unit_is_one_that_systemd_understands() -> None:
    RawConfigParser(strict=False, interpolation=None).read_string(UNIT.read_text(encoding="utf-8"))
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd-analyze")
    checked = subprocess.run(
        ["systemd-analyze", "verify", str(UNIT)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    said = [line for line in checked.stderr.splitlines() if "khaobot.service" in line]
    # It isn't installed on this machine; anything else would be a mistake in the file.
    assert [line for line in said if "is not executable" not in line] == []
