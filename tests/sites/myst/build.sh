# Sphinx builds one language at a time. The Dutch sources are the English folder with the Dutch pages laid over it.
set -e
sphinx-build -q -b html docs built
mkdir build
cp -r docs build/nl
cp -r localised/nl/. build/nl/
sphinx-build -q -b html build/nl built/nl -D language=nl
