"""Pages of sittings: the candidate's, what their browser sends, and the recruiter's."""
