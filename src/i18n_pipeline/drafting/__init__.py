"""`draft`: what wants a draft, what the memory and earlier answers give, and the rest from the engine."""
