"""Teaching a small language model to word our passages; nothing here runs with the bot."""
