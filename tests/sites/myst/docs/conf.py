"""Settings of Sphinx for the small site."""

project = "The tea house"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath", "substitution", "tasklist", "attrs_inline"]
myst_heading_anchors = 4
myst_substitutions = {"house": "Het Theehuis"}
html_theme = "alabaster"
html_title = "The tea house"
suppress_warnings = ["toc.not_included"]
