"""Stock Rasa's Telegram channel at another server: it has no setting for the address of the API.

Everything else is Rasa's own. `rasa run` finds the class by its name in credentials.yml.
"""

from __future__ import annotations

import asyncio
import os

from aiogram.bot.api import TelegramAPIServer
from rasa.core.channels.telegram import TelegramInput, TelegramOutput

__all__ = ["TelegramElsewhere"]


class TelegramElsewhere(TelegramInput):
    """Asks the server that TELEGRAM_API_URL names."""

    def get_output_channel(self) -> TelegramOutput:
        """Rasa's, which tells the server its webhook first."""
        channel = TelegramOutput(self.access_token)
        channel.server = TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"])
        asyncio.run(self._tell_webhook(channel))
        return channel

    async def _tell_webhook(self, channel: TelegramOutput) -> None:
        # Its connections belong to this loop, which ends: Rasa's own code keeps them, and every
        # later call fails with "Event loop is closed".
        await channel.set_webhook(url=self.webhook_url)
        await channel.session.close()
