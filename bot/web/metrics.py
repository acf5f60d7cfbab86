"""What the web server counts, for `GET /metrics`."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

__all__ = ["LIMITED", "WEBHOOKS", "WEBHOOK_SECONDS"]

WEBHOOKS = Counter(
    "bot_webhooks",
    "Requests of platforms by outcome: taken, unavailable (Redis was away), limited (somebody "
    "writes too fast), or why they were refused (bot/channels/channel.py)",
    ["channel", "outcome"],
)
WEBHOOK_SECONDS = Histogram(
    "bot_webhook_seconds",
    "Time until a platform's request was answered",
    ["channel"],
    buckets=(0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0),
)
LIMITED = Counter(
    "bot_addresses_limited", "Requests answered 429 because their address sent too many", ["what"]
)
