"""What is learnt and how: plain values in, plain values out, no Rasa and no platform."""
