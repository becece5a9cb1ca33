"""Known answers: thousands of made-up programs whose truth is known, and how often each method finds it."""
