"""How it looks: tidy results in, Plotly figures and words out."""
