"""The translation memory: exact and near matches from a file or a PostgreSQL database."""
