"""What the gateway counts beside what every service counts."""

from prometheus_client import Counter, Histogram

BATCH = Histogram(
    "bothways_projector_batch_events", "Facts written into the log at once.", buckets=(1, 2, 5, 10, 20, 50, 100, 200)
)
INGESTED = Counter("bothways_ingested_total", "Outside events, by how they ended.", ["platform", "outcome"])
