"""The check `po-merge`: translations that a merge of branches put under texts that they were not made for."""
