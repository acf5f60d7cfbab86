"""Reads the files that officials edit, and says where in them a mistake is."""
