"""Files of other tools: translation units in TMX, XLIFF, PO, MO and CSV, read and written one file per format.

TMX and XLIFF use translate-toolkit, the extra `toolkit`, which only this package uses. TBX glossaries are read here
too, with lxml, which the extra installs.
"""
