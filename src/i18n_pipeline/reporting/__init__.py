"""`status`: pages measured in every language, now and as git has them, and put together as one report."""
