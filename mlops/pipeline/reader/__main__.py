"""python -m mlops.pipeline.reader; its standard input is a Request as JSON."""

import json
import os
import resource
import sys
from dataclasses import asdict
from typing import BinaryIO

import pyarrow as pa

from mlops.datasets import DATASETS
from mlops.pipeline.errors import Exit, LoadError
from mlops.pipeline.reader.batches import cut
from mlops.pipeline.reader.csv_file import open_csv
from mlops.pipeline.reader.parquet_file import open_parquet
from mlops.pipeline.reader.request import Request, too_many
from mlops.pipeline.reader.scan import Scan, scan


def main() -> int:
    request = Request(**json.loads(sys.stdin.read()))
    limit = request.memory_mb << 20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    try:
        with open(request.path, "rb") as handle:  # noqa: PTH123 - a file object is what is needed
            _serve(handle, request)
    except LoadError as error:
        return _tell(error)
    except OSError as error:
        return _tell(LoadError("READ_ERROR", f"{error.strerror}", exit_code=Exit.READ_ERROR))
    return 0


def _tell(error: LoadError) -> int:
    told = {"code": error.code, "message": error.message, "where": error.where}
    print(json.dumps(told), file=sys.stderr)
    return int(error.exit_code)


def _serve(handle: BinaryIO, request: Request) -> None:
    before = os.fstat(handle.fileno())
    found = scan(handle)
    if request.sha256 and request.sha256 != found.sha256:
        raise LoadError(
            "HASH_MISMATCH", f"the manifest promises {request.sha256}, the file has {found.sha256}"
        )
    dataset = DATASETS[request.dataset]
    open_form = open_parquet if found.form == "parquet" else open_csv
    opened = open_form(handle, dataset, request)
    out = sys.stdout.buffer
    out.write(json.dumps({**asdict(found), **opened.about}).encode() + b"\n")
    rows = 0
    with pa.ipc.new_stream(out, opened.schema) as stream:
        for batch in opened.batches:
            rows += batch.num_rows
            if rows > request.max_rows:
                raise too_many(rows, request)
            for part in cut(batch):
                stream.write_batch(part)
        ensure_unchanged(handle, before, found)
        if rows == 0 and not request.allow_empty:
            raise LoadError("EMPTY_FILE", "the file has a header and no rows")


def ensure_unchanged(handle: BinaryIO, before: os.stat_result, found: Scan) -> None:
    """LoadError when the file was written to since `before` was taken."""
    after = os.fstat(handle.fileno())
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    # The time of writing can be set back, the time of change cannot; but that changes also when
    # another file takes the name, and this one is whole.
    touched = before.st_ctime_ns != after.st_ctime_ns and before.st_nlink == after.st_nlink
    if not same or touched or after.st_size != found.size:
        raise LoadError("CHANGED_DURING_READ", "the file was written to while it was read")


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # Arrow's read-ahead threads may still run; there is nothing to tidy up
