"""How well the bot understands: labelled sentences, scores, pictures, and models to compare."""
