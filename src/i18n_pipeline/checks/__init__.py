"""What is wrong or odd about a translation: a file for each check, or for a family of checks that share their facts.

A check is a generator with a docstring: its first sentence says what it finds; its lines `Bad:` and `Good:` show a
translation that it finds, and the one that it lets pass. `CHECKS` of a file are its checks.
"""

from i18n_pipeline.checks._check import Check, Flaw, Translation, one_by_one, together

__all__ = ["Check", "Flaw", "Translation", "one_by_one", "together"]
