"""How it looks: a tidy frame in, a Plotly figure out. The only place that imports plotly."""
