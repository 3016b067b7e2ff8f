"""Thousands of generated requests against a running demo: `make test-api-fuzz`.

schemathesis makes them from the committed description of the API, in an environment of its own,
so that nothing the service runs on is pinned by it. The demo's address and users: data folder.
"""

import json
import subprocess
import sys
import urllib.request
from typing import Any

from nova.settings.env import BASE_DIR, DATA_DIR

ENVIRONMENT = DATA_DIR / "fuzz"
UV = BASE_DIR / ".venv" / "bin" / "uv"
CASES = 5000
CHECKS = "not_a_server_error,content_type_conformance,response_headers_conformance"
CHECKS += ",response_schema_conformance"
SPARED = "/api/v1/auth/(login|refresh|logout)"  # they would end the session that asks


def main() -> int:
    described = json.loads((BASE_DIR / "frontend" / "openapi.json").read_text(encoding="utf-8"))
    operations = sum(len(methods) for methods in described["paths"].values())
    demo = json.loads((DATA_DIR / "demo.json").read_text(encoding="utf-8"))
    _install()
    return _attack(demo["api"], _token(demo), CASES // operations + 1)


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


def _token(demo: dict[str, Any]) -> str:
    user = next(one for name, one in demo["users"].items() if name == "admin")
    request = urllib.request.Request(  # noqa: S310 - the demo's own address
        f"{demo['api']}/api/v1/auth/login",
        json.dumps(user).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return str(json.load(answer)["access_token"])


def _attack(address: str, token: str, examples: int) -> int:
    """Exit code of schemathesis: 0 when no answer broke a check."""
    done = subprocess.run(
        [
            ENVIRONMENT / "bin" / "schemathesis", "run", BASE_DIR / "frontend" / "openapi.json",
            "--url", address, "--header", f"Authorization: Bearer {token}", "--checks", CHECKS,
            "--max-examples", str(examples), "--exclude-path-regex", SPARED, "--workers", "2",
            "--phases", "examples,coverage,fuzzing", "--suppress-health-check", "all",
            "--no-color", "--continue-on-failure",
        ],
        cwd=DATA_DIR,
        check=False,
    )  # fmt: skip
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
