"""What is odd about a translation: for people to look at, not to refuse it."""
