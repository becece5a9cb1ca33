"""The sections of a report in their order. Each module has `section(setting) -> DraftSection`, or several."""
