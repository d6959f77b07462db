"""One file per machine translator: `open_engine(options, environment, root)` gives a `model.Engine`.

`options` are its settings, of the types that its `OPTIONS` name; `environment` holds the keys; `root` is the project's
folder, an absolute path, from which relative paths count.
"""
