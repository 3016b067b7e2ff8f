"""What a manifest tells of a backtest: refused where it is none, compared in one metric."""

from pathlib import Path
from typing import Any

import pytest

from mlops.backtest import Backtest
from tests.mlops.pipeline.candidates import Publish
from tests.mlops.pipeline.conftest import Run
from tests.mlops.pipeline.files import (
    write_manifest,
    write_parquet,
)

pytestmark = pytest.mark.usefixtures("company")


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ([], "object"),
        ({"metric": "wape", "value": 1, "cells": 1}, "object"),
        ({"metric": "wape", "value": 1, "cells": 1, "folds": 1, "by": "me"}, "object"),
        ({"metric": "r2", "value": 1, "cells": 1, "folds": 1}, "metric 'r2'"),
        ({"metric": "wape", "value": "1", "cells": 1, "folds": 1}, "value '1'"),
        ({"metric": "wape", "value": True, "cells": 1, "folds": 1}, "value True"),
        ({"metric": "wape", "value": -0.1, "cells": 1, "folds": 1}, "value -0.1"),
        ({"metric": "wape", "value": float("nan"), "cells": 1, "folds": 1}, "value nan"),
        ({"metric": "wape", "value": float("inf"), "cells": 1, "folds": 1}, "value inf"),
        ({"metric": "wape", "value": 1, "cells": 0, "folds": 1}, "cells 0"),
        ({"metric": "wape", "value": 1, "cells": 1, "folds": 1.5}, "folds 1.5"),
    ],
)
def test_a_backtest_that_is_none_refuses_the_file(
    load_forecasts: Run, tmp_path: Path, told: Any, fault: str
) -> None:
    path = write_parquet(tmp_path / "f.parquet")
    write_manifest(path, entry={"backtest": told})
    outcome = load_forecasts(path)
    assert (outcome.code, outcome.err.partition(":")[0]) == (65, "MANIFEST")
    assert fault in outcome.err


def test_backtests_of_two_metrics_are_not_compared(publish: Publish, load_forecasts: Run) -> None:
    wape, mase = Backtest("wape", 0.4, 10, 1), Backtest("mase", 9.0, 10, 1)
    with pytest.raises(ValueError, match="mase cannot be compared with wape"):
        mase.is_worse_than(wape, margin=0.05)
    assert Backtest("wape", 0.1, 10, 1).is_worse_than(Backtest("wape", 0.0, 10, 1), margin=0.05)
