"""Is it different: comparison, adjustment, competing risks, control charts, funnel plots."""
