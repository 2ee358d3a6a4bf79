"""What the rooms of this floor put into the registries; imported once, when Django is ready."""
