"""What was translated before, by any project: exact and near matches from a file or a PostgreSQL database."""
