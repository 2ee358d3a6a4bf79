"""Whether the site is well, for orchestrators and for those who watch over it."""
