"""The web: chat page, REST endpoint, certificate page, health and metrics."""
