"""Copies of everything that the site keeps, and whether they can be used."""
