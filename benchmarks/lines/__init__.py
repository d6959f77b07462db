"""A reader of dialects by lines and patterns, for judging: it shares no code with the tool, and parses no Markdown."""
