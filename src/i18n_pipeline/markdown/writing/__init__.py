"""From segments and their translations to the bytes of a localised page, and the comparison that proves it."""
