"""Counters and histograms of this process, as Prometheus asks for them."""

from django.conf import settings
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from nova.db.timing import DatabaseTime

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0, 10.0)

REQUESTS = Counter("nova_requests", "Requests answered.", ["route", "method", "status"])
REQUEST_SECONDS = Histogram(
    "nova_request_seconds", "Seconds from request to answer.", ["route"], buckets=BUCKETS
)
DATABASE_SECONDS = Histogram(
    "nova_request_database_seconds",
    "Seconds of a request that the database was asked.",
    ["route"],
    buckets=BUCKETS,
)
QUERIES = Counter("nova_request_queries", "Statements sent to the database.", ["route"])
REPLICA_READS = Counter(
    "nova_replica_reads", "Answers of the replica, or why the primary gave one.", ["outcome"]
)


def observe(
    *, route: str, method: str, status: int, seconds: float, database: DatabaseTime
) -> None:
    REQUESTS.labels(route, method, str(status)).inc()
    REQUEST_SECONDS.labels(route).observe(seconds)
    DATABASE_SECONDS.labels(route).observe(database.seconds)
    QUERIES.labels(route).inc(database.queries)


def exposition() -> bytes:
    """Of this process; of all its siblings where PROMETHEUS_MULTIPROC_DIR has them write."""
    registry: CollectorRegistry = REGISTRY
    if settings.METRICS_DIR:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return bytes(generate_latest(registry))
