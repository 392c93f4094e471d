"""What every service counts, for Prometheus."""

from prometheus_client import Counter, Gauge, Histogram

HANDLED = Counter("bothways_handled_total", "Messages whose effect is durable.", ["queue", "type"])
REPEATED = Counter("bothways_repeated_total", "Messages that had been handled before.", ["queue", "type"])
FAILED = Counter("bothways_failed_total", "Attempts that failed, by code.", ["queue", "code"])
RETRIED = Counter("bothways_retried_total", "Messages put back for later.", ["queue", "delay"])
DEAD = Counter("bothways_dead_total", "Messages given up, by code.", ["queue", "code"])
REFUSED = Counter("bothways_refused_total", "Claims that a rule refused, by code.", ["code"])
HANDLER_SECONDS = Histogram(
    "bothways_handler_seconds",
    "Time from delivery to the end of the handler.",
    ["queue", "type"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
IN_FLIGHT = Gauge("bothways_in_flight", "Messages being handled by this process.")
COMMITTED_UNITS = Counter("bothways_committed_units_total", "Units made durable.")
COMMITS = Counter("bothways_commits_total", "Transactions, by how they ended.", ["outcome"])
PUBLISHED = Counter("bothways_published_total", "Outbox rows confirmed by the broker.")
NOT_PUBLISHED = Counter(
    "bothways_not_published_total", "Outbox rows that the broker did not confirm; they are tried again."
)
OUTBOX_ROWS = Gauge("bothways_outbox_rows", "Outbox rows waiting.")
OUTBOX_OLDEST_SECONDS = Gauge("bothways_outbox_oldest_seconds", "Age of the oldest outbox row.")
TIMERS_DUE = Gauge("bothways_timers_due", "Timers that are due and not fired.")
TIMER_OLDEST_SECONDS = Gauge("bothways_timer_oldest_seconds", "How late the oldest due timer is.")
TIMERS_FIRED = Counter("bothways_timers_fired_total", "Timers whose effect is durable.", ["kind"])
ASKS = Counter("bothways_asks_total", "Questions, by their end.", ["ask", "outcome"])
