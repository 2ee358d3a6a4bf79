"""What is written down about hires: by hand, by supervisors, out of files."""
