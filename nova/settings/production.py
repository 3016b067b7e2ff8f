"""Production: everything secret comes from the environment and has no default."""

from django.core.exceptions import ImproperlyConfigured

from nova.observation.logs import logging_settings
from nova.settings.base import *
from nova.settings.base import SIMPLE_JWT
from nova.settings.env import (
    databases,
    flag,
    log_level,
    names,
    number,
    public_origins,
    random_secret,
    text,
)

DEBUG = False
if flag("DEBUG", default=False):
    raise ImproperlyConfigured(
        "DEBUG: its pages show secrets; take it away, or use nova.settings.dev"
    )
SECRET_KEY = random_secret("SECRET_KEY")
SIMPLE_JWT = {**SIMPLE_JWT, "SIGNING_KEY": random_secret("TOKEN_SIGNING_KEY", SECRET_KEY)}
ALLOWED_HOSTS = names("ALLOWED_HOSTS")
if not ALLOWED_HOSTS or any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS: name the public hosts, without a wildcard")
CORS_ALLOWED_ORIGINS = public_origins("CORS_ORIGINS")

# A new connection costs a request about 8 ms, so each worker thread keeps its own.
DATABASES = databases(text("DATABASE_URL"), kept_s=60)
REFUSE_DATABASE_SUPERUSER = True

SECURE_SSL_REDIRECT = flag("SECURE_SSL_REDIRECT", default=True)
if not SECURE_SSL_REDIRECT and not number("TRUSTED_PROXIES", default=0):
    raise ImproperlyConfigured(
        "SECURE_SSL_REDIRECT=false without a proxy in front would serve passwords over plain HTTP: "
        "name the proxies in TRUSTED_PROXIES, or take it away"
    )
SECURE_REDIRECT_EXEMPT = [r"^health"]  # asked over plain HTTP by the container beside it
if number("TRUSTED_PROXIES", default=0):  # else it is the client who writes this header
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-nova-admin"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-nova-csrf"
LOGGING = logging_settings(as_json=flag("LOG_JSON", default=True), level=log_level("INFO"))
LOAD_REQUIRE_CHECKSUMS = flag("LOAD_REQUIRE_CHECKSUMS", default=True)
