"""The world outside: settings, files, catalogues on disk, git, the cache and processes."""
