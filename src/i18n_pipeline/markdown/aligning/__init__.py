"""Which passages of a page and of its published translation say the same."""
