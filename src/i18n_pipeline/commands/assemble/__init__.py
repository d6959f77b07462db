"""`assemble`: catalogues to localised pages."""
