"""One file per verb: pure, one page or one catalogue at a time."""
