"""What several tests need: pages of others, projects of our own, an independent look at what a page holds."""
