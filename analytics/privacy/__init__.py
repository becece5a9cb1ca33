"""Who may see what: what is hidden before anything leaves the building."""
