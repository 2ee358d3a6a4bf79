"""One file for each kind of paper: its inputs as data, and what its template needs of them."""
