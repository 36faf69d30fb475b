"""Opening an account, and the proof that its e-mail is one's own."""

from allauth.account.models import EmailAddress
from allauth.account.signals import user_logged_in
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms.registration import PersonForm, RegistrationForm
from accounts.models import User
from accounts.services.registration import EmailTaken, register_organization


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@rate_limit(action="signup")
def register(request: HttpRequest) -> HttpResponse:
    """A person and an organization in one form; whoever is in already has one."""
    if request.user.is_authenticated:
        return redirect("home")
    if request.method == "GET":
        return render(request, "accounts/registration.html", {"form": RegistrationForm()})
    form = RegistrationForm(request.POST)
    if form.is_valid():
        try:
            organization = register_organization(**form.cleaned_data)
        except EmailTaken:
            say_taken(form)
        else:
            welcome(request, User.objects.get(email=form.cleaned_data["email"].lower()))
            return redirect("onboarding", organization.slug)
    return render(request, "accounts/registration.html", {"form": form}, status=422)


def welcome(request: HttpRequest, user: User) -> None:
    """Log a new person in and send the link that confirms the e-mail."""
    address = EmailAddress.objects.create(user=user, email=user.email, primary=True)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    user_logged_in.send(sender=User, request=request, user=user)
    address.send_confirmation(request, signup=True)


def say_taken(form: PersonForm) -> None:
    form.add_error(
        "email", _("Não dá para abrir conta com este e-mail. Se ela já é sua, entre por ela.")
    )
