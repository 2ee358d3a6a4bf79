"""What pages about outcomes show."""
