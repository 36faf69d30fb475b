from django.apps import AppConfig


class BotConfig(AppConfig):
    name = "bot"
    verbose_name = "bot"

    def ready(self) -> None:
        from bot import receivers  # noqa: F401, PLC0415  (registers the subscribers)
        from bot.services import customer_merging  # noqa: F401, PLC0415  (joins conversations)
        from bot.views import palette  # noqa: F401, PLC0415  (registers what it finds)
