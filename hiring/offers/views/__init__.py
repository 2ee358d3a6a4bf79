"""Pages of offers: the staff's, the templates, the candidate's own."""
