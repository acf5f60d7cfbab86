"""What the plans ask of whom, by when, and where they say so."""
