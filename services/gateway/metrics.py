"""What the gateway counts beside what every service counts."""

from prometheus_client import Counter, Gauge, Histogram

BATCH = Histogram(
    "bothways_projector_batch_events", "Facts written into the log at once.", buckets=(1, 2, 5, 10, 20, 50, 100, 200)
)
INGESTED = Counter("bothways_ingested_total", "Outside events, by how they ended.", ["platform", "outcome"])
SHED = Counter("bothways_shed_total", "Requests turned away before anything was done, by the problem's code.", ["code"])
IN_PROGRESS = Gauge("bothways_requests_in_progress", "Requests that this process serves or that wait for a place.")
SERVED = Counter(
    "bothways_http_requests_total", "Requests answered, by route and status.", ["method", "route", "status"]
)
SERVING_SECONDS = Histogram(
    "bothways_http_seconds",
    "Time until the first byte of the answer.",
    ["method", "route"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
ERASURES_LATE = Gauge(
    "bothways_erasures_late", "People who were to be erased an hour ago, and a service has not answered.", ["service"]
)
STREAMS = Gauge("bothways_streams", "Live streams that this process holds open.")
WEBHOOKS = Counter("bothways_webhook_tries_total", "Tries to tell a webhook of a fact, by how they ended.", ["outcome"])
