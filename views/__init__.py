"""What is asked: one page a file. Streamlit lives here and in dashboard.py only; pages hold no arithmetic."""
