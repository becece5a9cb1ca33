"""What it means: expected tests, use patterns, endpoints, survival, the benchmark figure, follow-up, attendance."""
