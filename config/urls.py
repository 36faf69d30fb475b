"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path

from config.views.health import live, ready

urlpatterns = [
    path("health/live", live, name="health_live"),
    path("health/ready", ready, name="health_ready"),
    path("admin/", admin.site.urls),
    path("", include("analytics.urls")),
    path("", include("bot.urls")),
    path("", include("scheduling.urls")),
    path("", include("catalog.urls")),
    path("", include("accounts.urls")),
]
