"""What is asked: one file a page; no arithmetic here."""
