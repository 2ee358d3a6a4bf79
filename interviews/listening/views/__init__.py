"""Pages of listening: moments, and the sound."""
