"""How far those who rate the same agree. Pure thinking; every room that rates may ask."""
