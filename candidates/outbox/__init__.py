"""What is owed is a row; RQ only carries it out."""
