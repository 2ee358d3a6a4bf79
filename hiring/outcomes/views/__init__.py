"""Pages about what became of hires."""
