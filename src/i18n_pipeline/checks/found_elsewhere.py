"""The checks whose findings come from the work on catalogues and pages itself: reading, writing, comparing."""

from __future__ import annotations

from i18n_pipeline.checks._check import found_elsewhere
from i18n_pipeline.checks._references import with_label, with_number
from i18n_pipeline.findings import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

CHECKS = (
    found_elsewhere(
        "po-syntax",
        ERROR,
        """A catalogue that is not in the format of PO files.

        Bad: msgstr "Lees de gids
        Good: msgstr "Lees de gids"
        """,
    ),
    found_elsewhere(
        "po-merge",
        ERROR,
        """A translation that only a merge of branches put under its text, or a choice between two that a merge left.

        Bad: “Open till nine.” → “Open tot acht uur.”, made for “Open till eight.” in another branch
        Good: “Open till nine.” → “Open tot negen uur.”
        """,
    ),
    found_elsewhere(
        "md-link-target",
        ERROR,
        """A link of the source text that the translation lacks, a new one, or one that leads elsewhere.

        Bad: “Read the [guide][1].” → “Lees de gids.”
        Good: “Read the [guide][1].” → “Lees de [gids][1].”
        """,
        with_number,
    ),
    found_elsewhere(
        "md-link-scheme",
        ERROR,
        """A link whose address begins as no link of the source text does, other than https.

        Bad: “Read this.” → “Lees [dit](javascript:alert(1)).”
        Good: “Read this.” → “Lees dit.”
        """,
    ),
    found_elsewhere(
        "md-image",
        ERROR,
        """An image that the translation lacks, or has besides.

        Bad: “![A map][1]” → “Een kaart”
        Good: “![A map][1]” → “![Een kaart][1]”
        """,
    ),
    found_elsewhere(
        "md-address",
        ERROR,
        """An address in the text that the translation lacks, changes, or has besides.

        Bad: “Write to info@example.org.” → “Schrijf naar info@voorbeeld.org.”
        Good: “Write to info@example.org.” → “Schrijf naar info@example.org.”
        """,
    ),
    found_elsewhere(
        "md-code-span",
        ERROR,
        """Code that the translation lacks, changes, or has besides.

        Bad: “Run `make test`.” → “Voer `maak test` uit.”
        Good: “Run `make test`.” → “Voer `make test` uit.”
        """,
    ),
    found_elsewhere(
        "md-ref",
        ERROR,
        """A footnote or the number of a link that the translation lacks or has besides.

        Bad: “It is true.[^1]” → “Het is waar.”
        Good: “It is true.[^1]” → “Het is waar.[^1]”
        """,
        with_label,
    ),
    found_elsewhere(
        "md-html",
        ERROR,
        """An HTML tag or attribute that the translation lacks or has besides, or tags that do not close in order.

        Bad: “Press <kbd>K</kbd>.” → “Druk op <kbd onclick="x()">K</kbd>.”
        Good: “Press <kbd>K</kbd>.” → “Druk op <kbd>K</kbd>.”
        """,
    ),
    found_elsewhere(
        "md-placeholder",
        ERROR,
        """A placeholder, or code of templates, that the translation lacks, changes, or has besides.

        Bad: “Hello {{ name }}” → “Hallo {{ naam }}”
        Good: “Hello {{ name }}” → “Hallo {{ name }}”
        """,
    ),
    found_elsewhere(
        "md-structure",
        ERROR,
        """Text that would change the blocks of the page: a new heading, list, quote or paragraph.

        Bad: a msgstr with an empty line in it
        Good: a msgstr of one paragraph
        """,
    ),
    found_elsewhere(
        "md-cell",
        ERROR,
        """Text that would change the cells of a table.

        Bad: “One | Two” → “Een”, where both are cells of a row without a head
        Good: “One | Two” → “Een | Twee”
        """,
    ),
    found_elsewhere(
        "md-heading-id",
        ERROR,
        """A heading whose id would change, or that cannot get its English id.

        Bad: “Install” → “Installeren {#instal}”
        Good: “Install” → “Installeren”
        """,
    ),
    found_elsewhere(
        "md-math",
        ERROR,
        """A formula that the translation lacks, changes, or has besides.

        Bad: “For $x > 0$” → “Voor $x$ groter dan 0”
        Good: “For $x > 0$” → “Voor $x > 0$”
        """,
    ),
    found_elsewhere(
        "md-frontmatter",
        ERROR,
        """Text that cannot be written as a value of the front matter, or that would change its other values.

        Bad: a msgstr with a line break for a title in one line of TOML
        Good: a msgstr in one line
        """,
    ),
    found_elsewhere(
        "md-keyword",
        ERROR,
        """Text that the kind of site would take for one of its own signs, or that loses one.

        Bad: “::: note” → “::: opmerking”
        Good: “::: note” stays as it is, and its title is translated
        """,
    ),
    found_elsewhere(
        "link-missing",
        ERROR,
        """A link of a localised page that leads to no page or file.

        Bad: [gids](gidsen.md), and there is no such page
        Good: [gids](gids.md)
        """,
    ),
    found_elsewhere(
        "anchor-missing",
        ERROR,
        """A link of a localised page to a heading that its page does not have.

        Bad: [gids](gids.md#instal)
        Good: [gids](gids.md#install)
        """,
    ),
    found_elsewhere(
        "anchor-changed",
        WARNING,
        """A heading whose id in `anchors.lock` is not the one that the rule for ids makes, or that the site has now.

        Bad: “Install it” with the id `installing` in the file, and `install-it` by the rule
        Good: `slugs` names the rule of the site, or the file is learnt from the site as it is built now
        """,
    ),
    found_elsewhere(
        "ignore-unknown",
        WARNING,
        """A comment `ignore=` that names no check.

        Bad: # i18n-pipeline: ignore=lnik
        Good: # i18n-pipeline: ignore=md-link-target
        """,
    ),
)
