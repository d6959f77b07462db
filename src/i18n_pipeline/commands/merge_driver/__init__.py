"""`merge-driver`: merge two changed versions of a catalogue for git, and set a clone up to do so."""
