"""Compose itself reads the file: its schema, its merges and its variables, without an engine.

Debian's Compose is of 2021. What the format has been given since (a project's `name`, secrets from
the environment) is told to it in the older words; everything else it reads as it stands.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from nova.settings.env import BASE_DIR

DOCKER = BASE_DIR / "docker"
VALUE = "a-value-of-its-own"

pytestmark = pytest.mark.skipif(
    not shutil.which("docker-compose"), reason="with Debian's docker-compose"
)


def in_older_words(folder: Path) -> Path:
    document = yaml.safe_load((DOCKER / "compose.yml").read_text(encoding="utf-8"))
    assert document.pop("name") == "nova"
    for secret in document["secrets"].values():
        secret["file"] = f"./{secret.pop('environment')}"
    path = folder / "compose.yml"
    path.write_text(yaml.safe_dump(document), encoding="utf-8")
    return path


def told_by_compose(path: Path, environment: str) -> "subprocess.CompletedProcess[str]":
    values = path.with_name("values.env")
    values.write_text(environment, encoding="utf-8")
    command: list[str | Path] = ["docker-compose", "--env-file", values, "-f", path, "config"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def filled() -> str:
    return re.sub(r"^([A-Z_]+)=\s*$", rf"\1={VALUE}", example(), flags=re.MULTILINE)


def example() -> str:
    return (DOCKER / ".env.example").read_text(encoding="utf-8")


def test_compose_takes_the_file_with_every_value_of_the_example(tmp_path: Path) -> None:
    told = told_by_compose(in_older_words(tmp_path), filled())
    assert told.returncode == 0, told.stderr
    read = yaml.safe_load(told.stdout)
    written = yaml.safe_load((DOCKER / "compose.yml").read_text(encoding="utf-8"))
    assert {"postgres", "api", "web", "proxy"} <= set(read["services"]) <= set(written["services"])
    assert read["services"]["api"]["environment"]["SECRET_KEY"] == VALUE


def test_compose_refuses_the_example_as_it_is_and_says_what_is_missing(tmp_path: Path) -> None:
    told = told_by_compose(in_older_words(tmp_path), example())
    assert told.returncode != 0
    assert "random secret" in told.stderr


def test_compose_refuses_a_word_that_it_does_not_know(tmp_path: Path) -> None:
    path = in_older_words(tmp_path)
    broken = yaml.safe_load(path.read_text(encoding="utf-8"))
    broken["services"]["api"]["restarts"] = "always"
    path.write_text(yaml.safe_dump(broken), encoding="utf-8")
    told = told_by_compose(path, filled())
    assert told.returncode != 0
    assert "restarts" in told.stderr
