"""`check`: what is wrong with catalogues and localised pages."""
