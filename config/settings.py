"""Settings, read from the environment; see the configuration table in README.md.

They fail closed: SECRET_KEY, DATABASE_URL and REDIS_URL have no default, DEBUG is off
and ALLOWED_HOSTS is empty unless the environment says otherwise. `make run` supplies
values for a local start (config/run).
"""

import sys
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from config.lib.logging import logging_config
from config.lib.store_address import store_at

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

SECRET_KEY = env.str("SECRET_KEY")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PUBLIC_URL = env.str("PUBLIC_URL", default="")

IS_WORKER = "qcluster" in sys.argv

INSTALLED_APPS = [
    "config.lib.admin_app.ZapendaAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "rest_framework",
    "django_q",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "config",
    "accounts",
    "catalog",
    "scheduling",
    "bot",
    "campaigns",
    "analytics",
]

MIDDLEWARE = [
    "config.lib.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # before the policy of pages: files need none
    "config.lib.csp.ContentSecurityPolicyMiddleware",
    "config.lib.compression.PageCompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.UserLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SessionActivityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context_processors.shell",
            ],
            "builtins": ["config.templatetags.ui"],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # templates/django/forms is ours

# --- Data ---------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", engine="django.db.backends.postgresql")}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if IS_WORKER:
    # A pool opened by the cluster's sentinel would be shared by its forked workers,
    # which then read each other's results: persistent connections only.
    DATABASES["default"]["CONN_MAX_AGE"] = 600
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": env.int("DATABASE_POOL_SIZE", default=8),
        "timeout": 5,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "zapenda",
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}

# An open page of somebody who may no longer see it hears news this long, at most twice that.
LIVE_CHECK_S = env.float("LIVE_CHECK_S", default=20.0)

# --- Work ---------------------------------------------------------------------------------

Q_CLUSTER = {
    "name": "zapenda",
    "broker_class": "config.lib.broker.Broker",
    "redis": REDIS_URL,
    "workers": env.int("WORKERS", default=4),
    "queue_limit": env.int("WORKERS", default=4) * 2,
    "timeout": 120,
    "retry": 180,
    "max_attempts": 1,
    "recycle": 100_000,
    "save_limit": 0,
    "ack_failures": True,
    "catch_up": False,
    "label": "Django Q2",
    "log_level": "WARNING",
}

# --- People -------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None  # guardian: no row stands for an anonymous person
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

# Coming in, by allauth; accounts/urls_access.py routes what we use of it.
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"  # why: docs/decisions/0007-soft-verification.md
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if env.bool("USE_HTTPS", default=not DEBUG) else "http"
ACCOUNT_FORMS = {
    "login": "accounts.forms.access.LoginForm",
    "reset_password": "accounts.forms.access.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.access.NewPasswordForm",
    "change_password": "accounts.forms.access.ChangePasswordForm",
    "reauthenticate": "accounts.forms.access.ConfirmPasswordForm",
}
# `key` of login_failed is address and e-mail together: nobody can lock somebody else out.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/300s/key",
    "reset_password": "20/m/ip,3/m/key",
    "signup": "20/h/ip",
}
MFA_ADAPTER = "accounts.two_factor.TwoFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Zapenda"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "accounts.forms.two_factor.CodeForm",
    "reauthenticate": "accounts.forms.two_factor.ConfirmCodeForm",
    "activate_totp": "accounts.forms.two_factor.ActivateForm",
    "add_webauthn": "accounts.forms.two_factor.PasskeyForm",
    "login_webauthn": "accounts.forms.two_factor.PasskeyLoginForm",
    "authenticate_webauthn": "accounts.forms.two_factor.PasskeyCodeForm",
    "reauthenticate_webauthn": "accounts.forms.two_factor.ConfirmPasskeyForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", default=False) else 0

# --- E-mail -------------------------------------------------------------------------------

# Nowhere unless told: links that reset passwords must not end in the logs of a server.
_mail = env.email_url("EMAIL_URL", default="dummymail://")
globals().update(_mail)
SENDS_EMAIL = not _mail["EMAIL_BACKEND"].endswith("dummy.EmailBackend")
# Where no e-mail goes out nobody can confirm one (docs/decisions/0007-soft-verification.md).
MFA_ALLOW_UNVERIFIED_EMAIL = not SENDS_EMAIL
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="Zapenda <nao-responda@localhost>")
EMAIL_TIMEOUT = 10  # seconds

# --- Words and time -----------------------------------------------------------------------

LANGUAGE_CODE = "pt-br"
LANGUAGES = [("pt-br", _("Português")), ("en", _("Inglês")), ("es", _("Espanhol"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = None

# --- Static files -------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.lib.assets.NpmFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str(
            "STATICFILES_STORAGE", default="whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
# Files of messages leave the database for there (docs/decisions/0021-files-may-move-out.md).
if ATTACHMENTS_URL := env.str("ATTACHMENTS_URL", default=""):
    STORAGES["attachments"] = store_at(ATTACHMENTS_URL)
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Serve straight from the sources, without collectstatic: for tests and development.
WHITENOISE_USE_FINDERS = env.bool("STATICFILES_FROM_SOURCES", default=DEBUG)
NPM_ROOT = BASE_DIR / "node_modules"
# What the browser may get from node_modules, and under which path. A minified file that
# names a source map needs that map too.
NPM_ASSETS = {
    "@tabler/core/dist/css/tabler.min.css": "vendor/tabler/",
    "@tabler/core/dist/css/tabler.min.css.map": "vendor/tabler/",
    "@tabler/core/dist/css/tabler-vendors.min.css": "vendor/tabler/",
    "@tabler/core/dist/css/tabler-vendors.min.css.map": "vendor/tabler/",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "vendor/inter/",
    "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2": "vendor/inter/",
    "htmx.org/dist/htmx.min.js": "vendor/htmx/",
    "htmx.org/dist/htmx.min.js.map": "vendor/htmx/",
    "@event-calendar/build/dist/event-calendar.min.css": "vendor/calendar/",
    "@event-calendar/build/dist/event-calendar.min.js": "vendor/calendar/",
    "@event-calendar/build/dist/event-calendar.min.js.map": "vendor/calendar/",
}

# --- Safety -------------------------------------------------------------------------------

ENCRYPTION_KEYS = env.list("ENCRYPTION_KEYS", default=[])
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
USE_HTTPS = env.bool("USE_HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=False)
SECURE_HSTS_SECONDS = 31_536_000 if USE_HTTPS else 0
SESSION_COOKIE_SECURE = USE_HTTPS
CSRF_COOKIE_SECURE = USE_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
# Meta posts up to 3 MB (whatsapp-cloud-api, webhooks); the view refuses more than that.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# --- WhatsApp -----------------------------------------------------------------------------

META_APP_SECRETS = env.list("META_APP_SECRET", default=[])  # two during a rotation
META_VERIFY_TOKEN = env.str("META_VERIFY_TOKEN", default="")
# What steps of flows may call: host names, "*" for any public one.
FLOW_HTTP_HOSTS = frozenset(env.list("FLOW_HTTP_HOSTS", default=[]))
FLOW_HTTP_PRIVATE = env.bool("FLOW_HTTP_PRIVATE", default=False)
# Whether assistants may use models at private addresses (an operator's own server).
ASSISTANT_PRIVATE = env.bool("ASSISTANT_PRIVATE", default=False)
# Whether the servers of the Evolution API that owners name may stand in a private network.
EVOLUTION_PRIVATE = env.bool("EVOLUTION_PRIVATE", default=False)
WHATSAPP_GRAPH_URL = env.str("WHATSAPP_GRAPH_URL", default="https://graph.facebook.com/v24.0")
SIMULATOR_URL = env.str("SIMULATOR_URL", default="")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    # Nobody is let in by a view that does not say so itself.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "UNAUTHENTICATED_USER": None,
}

LOGGING = logging_config(level=env.str("LOG_LEVEL", default="INFO"))
LOGGING_CONFIG = "logging.config.dictConfig"
