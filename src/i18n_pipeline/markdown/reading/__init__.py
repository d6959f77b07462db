"""From the bytes of a page to its outline and segments."""
