"""`status`: one report on all pages in all languages, now and in the git history."""
