"""How dates are written, where Django's own way would read differently from place to place."""
