"""The pages of scorecards: marking, red flags, conflicts of interest and reveals."""
