"""`make bench`: this bot beside a stock Rasa project made from the same data.

Both run on this machine one after the other and side by side, answer the same scripted
conversations over the same REST endpoint, and are measured from outside.
"""
