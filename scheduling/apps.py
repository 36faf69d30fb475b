from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "scheduling"
    verbose_name = "scheduling"

    def ready(self) -> None:
        from scheduling.views import palette  # noqa: F401, PLC0415 - registers its source
