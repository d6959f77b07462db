"""`draft`: messages that need a draft get one from the memory, from kept replies, or from the engine."""
