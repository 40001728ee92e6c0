"""How far the rules agree with what authorities decided."""
