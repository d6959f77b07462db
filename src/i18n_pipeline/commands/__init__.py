"""One file or folder per verb: what it does, in values. Nothing here prints or asks."""
