"""`import`: existing translations, from published pages or catalogues of other tools, into the catalogues."""
