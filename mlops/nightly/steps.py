"""The table of the nightly chain's steps, in their order: what each does and what it needs."""

from mlops.nightly.data_steps import calendar, loads, partitions, suppliers
from mlops.nightly.figure_steps import accuracy, kpis, policy, recommendations
from mlops.nightly.reader_steps import digest, views
from mlops.nightly.step import Step

STEPS: tuple[Step, ...] = (
    Step("partitions", partitions),
    Step("calendar", calendar),
    Step("loads", loads, needs=("calendar",)),
    Step("suppliers", suppliers, needs=("loads",)),
    Step("accuracy", accuracy, needs=("loads",)),
    # Before the KPIs, which tell of the classes that it works out: a night that is repeated would
    # else find other figures than the first time.
    Step("policy", policy, needs=("loads",)),
    Step("kpis", kpis, needs=("loads",)),
    Step("recommendations", recommendations, needs=("policy",)),
    Step("views", views),
    Step("digest", digest, needs=("recommendations",)),
)
