"""A catalogue and the messages of a page → the catalogue of today; no translation is lost."""
