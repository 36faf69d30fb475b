"""Coming in: what we use of allauth, at our addresses. What stands not here is not reachable."""

from allauth.account import views as allauth
from django.conf import settings
from django.urls import path, re_path

from accounts.views.invitations import invitation
from accounts.views.members import (
    invitation_create,
    invitation_revocation,
    member_list,
    member_removal,
    member_role,
)
from accounts.views.registration import register

SENDS_MAIL = {"sends_mail": not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")}
login = allauth.LoginView.as_view(extra_context=SENDS_MAIL)
forgotten = allauth.PasswordResetView.as_view(extra_context=SENDS_MAIL)

urlpatterns = [
    path("login/", login, name="login"),
    path("login/", login, name="account_login"),
    path("register/", register, name="account_signup"),
    path("email/<str:key>/", allauth.confirm_email, name="account_confirm_email"),
    path("password/forgotten/", forgotten, name="account_reset_password"),
    path("password/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("invitations/<str:secret>/", invitation, name="invitation"),
    path("o/<slug:slug>/members/", member_list, name="member_list"),
    path("o/<slug:slug>/members/<uuid:member_id>/role/", member_role, name="member_role"),
    path("o/<slug:slug>/members/<uuid:member_id>/removal/", member_removal, name="member_removal"),
    path("o/<slug:slug>/invitations/new/", invitation_create, name="invitation_create"),
    path(
        "o/<slug:slug>/invitations/<uuid:invitation_id>/revocation/",
        invitation_revocation,
        name="invitation_revocation",
    ),
]
