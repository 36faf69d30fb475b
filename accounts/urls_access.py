"""Coming in: what we use of allauth, at our addresses. What stands not here is not reachable."""

from allauth.account import views as allauth
from allauth.mfa.base import views as two_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.urls import path, re_path

from accounts.views.invitations import invitation
from accounts.views.inviting import invitation_create, invitation_renewal, invitation_revocation
from accounts.views.members import member_list, member_removal, member_role
from accounts.views.registration import register
from accounts.views.security import (
    confirmation_mail,
    security,
    session_end,
    sessions_end,
)

SENDS_MAIL = {"sends_mail": settings.SENDS_EMAIL}
login = allauth.LoginView.as_view(extra_context=SENDS_MAIL)
forgotten = allauth.PasswordResetView.as_view(extra_context=SENDS_MAIL)

urlpatterns = [
    path("login/", login, name="login"),
    path("login/", login, name="account_login"),
    path("login/code/", two_factor.authenticate, name="mfa_authenticate"),
    path("login/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
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
    path("security/", security, name="security"),
    path("security/", security, name="mfa_index"),
    path("security/", security, name="mfa_list_webauthn"),
    path("security/email/", confirmation_mail, name="confirmation_mail"),
    path("security/sessions/end/", sessions_end, name="sessions_end"),
    path("security/sessions/<int:session_id>/end/", session_end, name="session_end"),
    path("security/confirm/", allauth.reauthenticate, name="account_reauthenticate"),
    path("security/confirm/code/", two_factor.reauthenticate, name="mfa_reauthenticate"),
    path(
        "security/confirm/passkey/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("security/totp/", totp.activate_totp, name="mfa_activate_totp"),
    path("security/totp/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("security/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "security/codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "security/codes/file/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("security/passkeys/new/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "security/passkeys/<int:pk>/removal/",
        passkeys.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
    path("invitations/<str:secret>/", invitation, name="invitation"),
    path("o/<slug:slug>/members/", member_list, name="member_list"),
    path("o/<slug:slug>/members/<uuid:member_id>/role/", member_role, name="member_role"),
    path("o/<slug:slug>/members/<uuid:member_id>/removal/", member_removal, name="member_removal"),
    path("o/<slug:slug>/invitations/new/", invitation_create, name="invitation_create"),
    path(
        "o/<slug:slug>/invitations/<uuid:invitation_id>/renewal/",
        invitation_renewal,
        name="invitation_renewal",
    ),
    path(
        "o/<slug:slug>/invitations/<uuid:invitation_id>/revocation/",
        invitation_revocation,
        name="invitation_revocation",
    ),
]
