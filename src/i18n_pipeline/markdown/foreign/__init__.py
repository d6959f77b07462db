"""Messages of other tools, in the spelling of our pages."""
