"""Thousands of generated requests against a running demo: `make test-api-fuzz`.

schemathesis makes them from the committed description of the API, in an environment of its own,
so that nothing the service runs on is pinned by it. The demo's address and users: data folder. Its
database is seeded with rows as nasty as its tables take them first.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from nova.settings.env import BASE_DIR, DATA_DIR

ENVIRONMENT = DATA_DIR / "fuzz"
UV = BASE_DIR / ".venv" / "bin" / "uv"
SUMMARY, EVENTS = DATA_DIR / "fuzz.json", DATA_DIR / "fuzz.ndjson"
CASES = 5000
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "ignored_auth",
)
SPARED = "/api/v1/auth/(login|refresh|logout)"  # they would end the session that asks
SEED = "from tests.nova.api.nasty_rows import seed; seed()"
# A token lasts a quarter of an hour and the run longer: whoever is refused signs in again.
SIGN_IN = """
[auth.dynamic.openapi.bearerAuth]
path = "/api/v1/auth/login"
payload = { username = "${FUZZ_USERNAME}", password = "${FUZZ_PASSWORD}" }
extract_selector = "/access_token"
"""


def main() -> int:
    described = json.loads((BASE_DIR / "frontend" / "openapi.json").read_text(encoding="utf-8"))
    operations = sum(len(methods) for methods in described["paths"].values())
    demo = json.loads((DATA_DIR / "demo.json").read_text(encoding="utf-8"))
    _install()
    _seed(demo["database_url"])
    code = _attack(demo, CASES // operations + 1)
    return code or _judged()


def _install() -> None:
    subprocess.run(
        [UV, "venv", "--quiet", "--allow-existing", "--python", sys.executable, ENVIRONMENT],
        check=True,
    )
    requirements = BASE_DIR / "requirements" / "fuzz.txt"
    python = ENVIRONMENT / "bin" / "python"
    subprocess.run(
        [UV, "pip", "sync", "--quiet", "--require-hashes", "--python", python, requirements],
        check=True,
    )


def _seed(database_url: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", SEED],
        cwd=BASE_DIR,
        env={**os.environ, "DATABASE_URL": database_url},
        check=True,
    )


def _attack(demo: dict[str, Any], examples: int) -> int:
    """Exit code of schemathesis: 0 when no answer broke a check."""
    admin = demo["users"]["admin"]
    settings = DATA_DIR / "schemathesis.toml"
    settings.write_text(SIGN_IN, encoding="utf-8")
    done = subprocess.run(
        [
            ENVIRONMENT / "bin" / "schemathesis", "--config-file", settings, "run",
            BASE_DIR / "frontend" / "openapi.json", "--url", demo["api"],
            "--checks", ",".join(CHECKS), "--max-examples", str(examples),
            "--exclude-path-regex", SPARED, "--workers", "2", "--continue-on-failure",
            "--phases", "examples,coverage,fuzzing", "--suppress-health-check", "all",
            "--report", "json,ndjson", "--report-json-path", SUMMARY,
            "--report-ndjson-path", EVENTS, "--no-color",
        ],
        cwd=DATA_DIR,
        env={
            **os.environ,
            "FUZZ_USERNAME": admin["username"],
            "FUZZ_PASSWORD": admin["password"],
        },
        check=False,
    )  # fmt: skip
    return done.returncode


def _judged() -> int:
    """Prints what was asked and how it was answered; 1 when that is too little to prove much."""
    cases = json.loads(SUMMARY.read_text(encoding="utf-8"))["test_cases"]
    checks, statuses = Counter[str](), Counter[int]()
    for case in _cases():
        statuses[case["status"]] += 1
        checks.update(case["checks"])
    print(f"\ncases: {cases['generated']}, with failures: {cases['with_failures']}")
    print("answers:", ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items())))
    print("checks:", ", ".join(f"{name}: {count}" for name, count in sorted(checks.items())))
    return 0 if cases["generated"] >= CASES and statuses[200] >= CASES // 10 else 1


def _cases() -> Iterator[dict[str, Any]]:
    """Status and checks of each request, out of what schemathesis noted of its scenarios."""
    with EVENTS.open(encoding="utf-8") as lines:
        for line in lines:
            recorder = json.loads(line).get("ScenarioFinished", {}).get("recorder", {})
            for case, noted in recorder.get("interactions", {}).items():
                yield {
                    "status": (noted["response"] or {}).get("status_code", 0),
                    "checks": [check["name"] for check in recorder["checks"].get(case, ())],
                }


if __name__ == "__main__":
    sys.exit(main())
