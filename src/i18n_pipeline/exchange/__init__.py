"""Files of other tools: translation units in TMX, XLIFF, PO, MO and CSV, read and written one file per format.

TMX and XLIFF go through translate-toolkit, the extra `toolkit`; this part is its only user. Glossaries in TBX are read
here too, with the XML reader that the extra brings.
"""
