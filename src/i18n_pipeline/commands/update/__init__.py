"""`update`: pages to catalogues, merged with what people translated."""
