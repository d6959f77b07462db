# A book has one language. The Dutch one is the English folder of pages with the Dutch pages laid over it.
set -e
mdbook build
mkdir build
cp -r src build/nl
cp -r nl/src/. build/nl/
MDBOOK_BOOK__SRC=build/nl MDBOOK_BOOK__LANGUAGE=nl mdbook build --dest-dir book/nl
