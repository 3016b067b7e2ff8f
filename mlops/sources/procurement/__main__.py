"""Command: python -m mlops.sources.procurement FILE.xlsx OUT_DIR.

Exit codes: 0 unit written; 65 workbook refused; 66 no such file; 73 the unit can't be created;
74 any other input or output error; 77 no permission. A failure prints one JSON line on stderr.
"""

from __future__ import annotations

import argparse
import datetime as dt
import errno
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from mlops.sources.procurement.refusals import WorkbookRefusedError
from mlops.sources.procurement.unit import convert

_IO_EXIT_CODES = {
    errno.EEXIST: 73,
    errno.ENOTDIR: 73,
    errno.ENOSPC: 73,
    errno.EDQUOT: 73,
    errno.EACCES: 77,
    errno.EPERM: 77,
}
_OTHER_IO_EXIT_CODE = 74


def main(arguments: Sequence[str] | None = None) -> int:
    """The command's exit code."""
    parser = argparse.ArgumentParser(prog="python -m mlops.sources.procurement")
    parser.add_argument("workbook", type=Path)
    parser.add_argument("unit_dir", type=Path)
    options = parser.parse_args(arguments)
    try:
        convert(options.workbook, options.unit_dir, today=dt.datetime.now(tz=dt.UTC).date())
    except WorkbookRefusedError as refusal:
        _print_failure(refusal.as_dict())
        return refusal.exit_code
    except OSError as error:
        _print_failure({"code": "IO", "message": error.strerror or str(error)})
        return _IO_EXIT_CODES.get(error.errno or 0, _OTHER_IO_EXIT_CODE)
    return 0


def _print_failure(failure: dict[str, str | int]) -> None:
    print(json.dumps(failure, ensure_ascii=False), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
