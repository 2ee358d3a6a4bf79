"""The pipeline, and the page of one application."""
