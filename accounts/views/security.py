"""One's own account: the second step, passkeys, and where one is logged in."""

from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.selectors.security import email_to_confirm, open_sessions, second_step


@require_GET
@login_required
def security(request: HttpRequest) -> HttpResponse:
    """Everything by which somebody could come in as this person."""
    user = request.user
    assert user.is_authenticated
    context = {
        "step": second_step(user),
        "sessions": open_sessions(user, request.session.session_key),
        "unconfirmed": email_to_confirm(user),
        "sends_mail": settings.SENDS_EMAIL,
    }
    return render(request, "accounts/security.html", context)


@require_POST
@login_required
def confirmation_mail(request: HttpRequest) -> HttpResponse:
    """The link that confirms the e-mail once more, at most every three minutes."""
    user = request.user
    assert user.is_authenticated
    address = email_to_confirm(user)
    if address is None:
        messages.success(request, _("Este e-mail já está confirmado."))
    elif send_verification_email_to_address(request, address):
        messages.success(request, _("O link foi enviado para %(email)s.") % {"email": user.email})
    else:
        messages.error(request, _("O link acabou de ser enviado. Espere três minutos."))
    return redirect("security")


@require_POST
@login_required
def session_end(request: HttpRequest, session_id: int) -> HttpResponse:
    """Log one browser out; 404 for what is not one's own."""
    session = get_object_or_404(UserSession, pk=session_id, user=request.user)
    end_sessions(request, [session])
    if request.user.is_authenticated:
        messages.success(request, _("Este aparelho saiu da sua conta."))
    return redirect("security")


@require_POST
@login_required
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Log out everywhere but here."""
    assert request.user.is_authenticated
    end_other_sessions(request, request.user)
    messages.success(request, _("Todos os outros aparelhos saíram da sua conta."))
    return redirect("security")
