"""Pages of recordings: the candidate's, what a browser sends, and the recruiter's."""
