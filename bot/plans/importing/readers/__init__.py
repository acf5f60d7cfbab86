"""Files of each format as blocks (`bot.plans.importing.blocks`)."""
