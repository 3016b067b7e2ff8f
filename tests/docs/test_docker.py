"""The container files agree with the code; no engine is needed to see it."""

import ast
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml

from nova.roles import LOGIN_ROLES
from nova.serving import server_command
from nova.settings.env import BASE_DIR
from tests.docs.sources import variables_read

DOCKER = BASE_DIR / "docker"
REQUIRED = re.compile(r"\$\{([A-Z_]+):\?([^}]+)\}")
INTERPOLATED = re.compile(r"\$\{([A-Z_]+)([^}]*)\}")
SERVICES = {
    "postgres", "valkey", "migrate", "api", "worker", "beat", "web", "proxy", "load", "backup",
}  # fmt: skip
SECRETS = {
    "SECRET_KEY", "TOKEN_SIGNING_KEY", "POSTGRES_PASSWORD", "NOVA_OWNER_PASSWORD",
    "NOVA_LOADER_PASSWORD", "NOVA_API_PASSWORD", "NOVA_BI_PASSWORD", "VALKEY_PASSWORD",
    "METRICS_TOKEN",
}  # fmt: skip
ROLE_OF = {
    "migrate": "nova_owner", "api": "nova_api", "worker": "nova_loader", "beat": "nova_loader",
    "load": "nova_loader", "backup": "nova_owner",
}  # fmt: skip
DOCKERFILES = ("api.Dockerfile", "web.Dockerfile", "backup.Dockerfile")


def text_of(name: str) -> str:
    return (DOCKER / name).read_text(encoding="utf-8")


def compose() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(text_of("compose.yml"))
    return document


def service(name: str) -> dict[str, Any]:
    found: dict[str, Any] = compose()["services"][name]
    return found


def test_the_services_are_the_expected_ones() -> None:
    assert set(compose()["services"]) == SERVICES


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_is_held_to_limits_and_cannot_write_its_root(name: str) -> None:
    one = service(name)
    assert set(one["deploy"]["resources"]["limits"]) == {"cpus", "memory"}
    assert one["read_only"] is True
    assert one["security_opt"] == ["no-new-privileges:true"]


def test_what_runs_on_has_a_health_check() -> None:
    lasting = {name for name, one in compose()["services"].items() if "restart" in one}
    assert lasting == SERVICES - {"migrate", "load", "backup"}
    assert {name for name in lasting if not _has_healthcheck(service(name))} == set()


def test_only_the_proxy_publishes_ports() -> None:
    publishing = {name for name, one in compose()["services"].items() if one.get("ports")}
    hosted = {name for name, one in compose()["services"].items() if one.get("network_mode")}
    assert (publishing, hosted) == ({"proxy"}, set())


def test_only_the_proxy_reaches_the_outside() -> None:
    open_networks = {
        name for name, one in compose()["networks"].items() if not one.get("internal", False)
    }
    outside = {
        name
        for name, one in compose()["services"].items()
        if open_networks & set(one.get("networks", ["default"]))
    }
    assert (open_networks, outside) == ({"outside"}, {"proxy"})


def test_an_empty_value_stops_the_start_with_its_reason() -> None:
    required = dict(REQUIRED.findall(text_of("compose.yml")))
    assert set(required) == SECRETS | {"PUBLIC_HOST"}
    assert [name for name, reason in required.items() if len(reason) < 10] == []


def test_no_value_has_a_default() -> None:
    operators = {how[:2] for _, how in INTERPOLATED.findall(text_of("compose.yml"))}
    assert operators == {"", ":?"}


def test_the_example_names_every_variable_and_no_value() -> None:
    lines = [line for line in text_of(".env.example").splitlines() if line and line[0] != "#"]
    used = {name for name, _ in INTERPOLATED.findall(text_of("compose.yml"))}
    used |= {one["environment"] for one in compose()["secrets"].values()}
    assert sorted(line.partition("=")[0] for line in lines) == sorted(used)
    assert [line for line in lines if line.partition("=")[2]] == []


@pytest.mark.parametrize(("name", "role"), ROLE_OF.items())
def test_each_process_has_the_url_of_its_own_role(name: str, role: str) -> None:
    url = service(name)["environment"]["DATABASE_URL"]
    password = f"${{{role.upper()}_PASSWORD:?give {role} a password}}"
    assert url == f"postgresql://{role}:{password}@postgres:5432/nova"


@pytest.mark.parametrize("name", [*ROLE_OF, "web"])
def test_a_server_gets_only_variables_that_are_read(name: str) -> None:
    given = set(service(name)["environment"])
    assert given
    assert given - variables_read() == set()


@pytest.mark.parametrize("name", ROLE_OF)
def test_a_server_gets_what_production_requires(name: str) -> None:
    production = (BASE_DIR / "nova" / "settings" / "production.py").read_text(encoding="utf-8")
    required = set(re.findall(r"(?:text|random_secret)\(\"([A-Z_]+)\"\)", production))
    assert {"SECRET_KEY", "DATABASE_URL"} <= required
    assert required | {"ALLOWED_HOSTS"} <= set(service(name)["environment"])


def test_every_settings_module_named_exists() -> None:
    named = {
        module
        for name in ("compose.yml", *DOCKERFILES)
        for module in re.findall(r"nova\.settings\.\w+|nova\.wsgi", text_of(name))
    }
    assert named == {"nova.settings.production", "nova.wsgi"}
    assert [module for module in named if importlib.util.find_spec(module) is None] == []


def test_every_dependency_of_a_service_is_a_service_with_that_condition() -> None:
    services = compose()["services"]
    waits = [
        (name, other, how["condition"])
        for name, one in services.items()
        for other, how in one.get("depends_on", {}).items()
    ]
    assert len(waits) >= 4
    assert {other for _, other, _ in waits} <= set(services)
    healthy = {other for _, other, how in waits if how == "service_healthy"}
    assert {name for name in healthy if not _has_healthcheck(services[name])} == set()


def _has_healthcheck(one: dict[str, Any]) -> bool:
    built = one.get("build")
    if not built:
        return "healthcheck" in one
    return "HEALTHCHECK" in (BASE_DIR / built["dockerfile"]).read_text(encoding="utf-8")


def test_every_image_is_pinned() -> None:
    images = {one["image"] for one in compose()["services"].values() if "build" not in one}
    assert images
    assert [image for image in images if not re.search(r":\d+\.\d+", image)] == []
    assert service("postgres")["image"].startswith("postgres:18.")


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_mounted_file_exists(name: str) -> None:
    mounts = [mount.split(":")[0] for mount in service(name).get("volumes", [])]
    files = [mount for mount in mounts if mount.startswith(".")]
    assert [mount for mount in files if not (DOCKER / mount).is_file()] == []
    assert set(mounts) - set(files) <= set(compose()["volumes"])


@pytest.mark.parametrize("name", DOCKERFILES)
def test_every_copied_file_exists_and_is_not_ignored(name: str) -> None:
    copies = re.findall(r"^COPY (?!--from)(.+) \S+$", text_of(name), re.MULTILINE)
    sources = [source for copied in copies for source in copied.split()]
    allowed = re.findall(r"^!(.+)$", text_of(f"{name}.dockerignore"), re.MULTILINE)
    assert sources
    assert [source for source in sources if not (BASE_DIR / source).exists()] == []
    assert [source for source in sources if not _is_below(source, allowed)] == []


def _is_below(source: str, allowed: list[str]) -> bool:
    return any(Path(source).is_relative_to(folder) for folder in allowed)


@pytest.mark.parametrize("name", DOCKERFILES)
def test_an_image_is_built_in_stages_and_runs_without_root(name: str) -> None:
    build, final = re.split(r"^FROM ", text_of(name), flags=re.MULTILINE)[1:]
    assert build.splitlines()[0].endswith(" AS build")
    assert "COPY --from=build" in final
    assert re.findall(r"^USER (.+)$", final, re.MULTILINE) in (["nova"], ["node"], ["postgres"])
    assert "HEALTHCHECK" in final


def test_the_api_image_installs_by_hash_and_is_asked_whether_it_lives() -> None:
    dockerfile = text_of("api.Dockerfile")
    assert "--require-hashes -r /tmp/production.txt" in dockerfile
    assert "/health/live" in dockerfile


def test_the_api_image_serves_as_demo_and_benchmarks_do() -> None:
    (command,) = re.findall(r"^CMD (\[.*\])$", text_of("api.Dockerfile"), re.MULTILINE)
    _, _, *ours = server_command(port=8000, workers=2, host="0.0.0.0")  # noqa: S104
    assert json.loads(command) == [*ours, "--workers-kill-timeout", "30"]


def test_the_proxy_drops_headers_that_wsgi_would_take_for_its_own() -> None:
    """X_Forwarded_For and X-Forwarded-For have one name in WSGI; Granian keeps the last of them."""
    _, site = text_of("Caddyfile").split("{$PUBLIC_HOST}")
    assert site.index("request_header -*_*") < site.index("reverse_proxy")


def test_the_api_image_installs_what_the_server_imports() -> None:
    pinned = set(re.findall(r"^([a-z0-9-]+)(?:\[.*\])?==", requirements(), re.MULTILINE))
    imported = {name: _normal(packages_distributions()[name][0]) for name in third_party_imports()}
    assert {"django", "pyarrow", "rest_framework"} <= set(imported)
    assert {name for name, package in imported.items() if package not in pinned} == set()


def requirements() -> str:
    return (BASE_DIR / "requirements" / "production.txt").read_text(encoding="utf-8")


def third_party_imports() -> set[str]:
    """Top names that the code in the API's image imports and neither it nor Python has."""
    folders = re.findall(r"^COPY (\w+) \./", text_of("api.Dockerfile"), re.MULTILINE)
    offline = BASE_DIR / "mlops" / "offline"
    files = [file for folder in folders for file in (BASE_DIR / folder).rglob("*.py")]
    names: set[str] = set()
    for file in files:
        if not file.is_relative_to(offline):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    names.add(node.module)
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names - set(folders)


def _normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def test_the_server_image_holds_no_offline_models() -> None:
    assert "mlops/offline" in text_of("api.Dockerfile.dockerignore").splitlines()


def test_every_login_role_has_a_secret_and_gets_a_password() -> None:
    (listed,) = re.findall(r"^for role in (.+); do$", text_of("roles.sh"), re.MULTILINE)
    assert sorted(listed.split()) == sorted(LOGIN_ROLES)
    held = set(service("postgres")["secrets"])
    assert held == set(compose()["secrets"]) - {"valkey"} == {"postgres", *LOGIN_ROLES}


def test_the_roles_script_is_a_shell_script_that_can_be_run() -> None:
    script = DOCKER / "roles.sh"
    assert script.stat().st_mode & 0o111 == 0o111
    subprocess.run(["sh", "-n", script], check=True)


@pytest.mark.skipif(not shutil.which("promtool"), reason="with Debian's prometheus")
def test_prometheus_takes_the_alarms() -> None:
    alarms = DOCKER / "observation" / "alerts.yml"
    told = subprocess.run(
        ["promtool", "check", "rules", alarms], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert f"SUCCESS: {alarms.read_text().count('alert:')} rules found" in told.stdout


def test_no_file_holds_a_secret() -> None:
    files = [path for path in DOCKER.iterdir() if path.is_file() and path.name != ".env"]
    given = re.compile(r"(?:PASSWORD|SECRET|_KEY)[:=]\s*[\"']?[\w-]{3,}|://\w+:[^@\s]+@")
    found = [
        f"{path.name}: {line.strip()}"
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if given.search(INTERPOLATED.sub("", line))
    ]
    assert len(files) >= 8
    assert found == []


def test_the_proxy_sends_each_part_to_a_service_of_that_port() -> None:
    upstreams = set(re.findall(r"reverse_proxy (\w+):(\d+)", text_of("Caddyfile")))
    exposed = {
        (name.partition(".")[0], port)
        for name in DOCKERFILES
        for port in re.findall(r"^EXPOSE (\d+)$", text_of(name), re.MULTILINE)
    }
    assert upstreams == exposed == {("api", "8000"), ("web", "3000")}


def test_the_dashboard_asks_the_api_by_a_name_it_allows() -> None:
    host = re.fullmatch(r"http://(\w+):8000", service("web")["environment"]["API_URL"])
    assert host
    assert host.group(1) in service("api")["environment"]["ALLOWED_HOSTS"].split(",")
