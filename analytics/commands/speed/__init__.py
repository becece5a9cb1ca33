"""The bench: how fast the product is, each piece of work beside a reference that runs in the same minutes."""
