"""How it leaves: one frozen Report, made from released figures only, and its sibling renderers."""
