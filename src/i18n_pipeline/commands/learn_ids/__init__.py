"""`--ids-from`: the ids of headings are learnt from the pages of the built site."""
