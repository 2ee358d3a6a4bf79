"""The pages of call shadowing: the candidate's, the host's, and the library's."""
