"""Addresses of this app."""

from django.contrib.auth import views as auth
from django.urls import path

from accounts.views.languages import language
from accounts.views.organizations import home, organization_home
from accounts.views.palette import palette

urlpatterns = [
    path("", home, name="home"),
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("language/", language, name="language"),
    path("o/<slug:slug>/", organization_home, name="organization_home"),
    path("o/<slug:slug>/palette/", palette, name="palette"),
]
