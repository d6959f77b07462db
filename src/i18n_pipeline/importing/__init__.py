"""`import`: what people translated before, published or in catalogues of other tools, brought into the catalogues."""
