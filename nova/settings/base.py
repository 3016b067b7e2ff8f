"""Settings that every environment shares. Secrets and addresses come from dev or production."""

from datetime import timedelta

from nova.observation.logs import logging_settings
from nova.settings.admin_site import admin_site
from nova.settings.env import (
    BASE_DIR,
    DATA_DIR,
    email,
    flag,
    fraction,
    log_level,
    names,
    number,
    optional,
    rate,
)

VERSION = "3.0.0"

INSTALLED_APPS = [
    "unfold",  # before the admin, whose templates it replaces
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "django_celery_beat",
    "django_filters",
    "corsheaders",
    "drf_spectacular",
    "nova",
    "support",
    "core",
    "analytics",
    "mlops",
    "django_pgviews",  # after core, whose migrate goes before its own
]

MIDDLEWARE = [
    "nova.api.requests.RequestIdMiddleware",
    "nova.observation.middleware.ObservationMiddleware",
    "nova.api.known_callers.KnownCallerMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "nova.api.content_policy.ContentPolicyMiddleware",
    "nova.api.middleware.CookieSessionMiddleware",
    "support.admin_sessions.AdminSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "nova.api.middleware.AdminUserMiddleware",
    "nova.api.middleware.AdminMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "nova.urls"
WSGI_APPLICATION = "nova.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "nova" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTH_USER_MODEL = "support.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "pt-br"
LANGUAGES = [("pt-br", "Português (Brasil)"), ("en", "English")]
TIME_ZONE = "America/Bahia"  # the business day: Nova Corrente works from Bahia
USE_I18N = True
USE_TZ = True

DASHBOARD_URL = optional("DASHBOARD_URL")
UNFOLD = admin_site(dashboard_url=DASHBOARD_URL)

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

# --- API -----------------------------------------------------------------------------------

ROUTE_ROLES = "support.roles.ROUTE_ROLES"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["support.auth.SessionTokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["nova.api.permissions.RoutePermission"],
    "DEFAULT_RENDERER_CLASSES": ["nova.api.renderers.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["nova.api.renderers.OrjsonParser"],
    "DEFAULT_SCHEMA_CLASS": "nova.api.schema.NovaSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "nova.api.exceptions.error_response",
    "COERCE_DECIMAL_TO_STRING": False,
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "NUM_PROXIES": number("TRUSTED_PROXIES", default=0),
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Nova Corrente",
    "DESCRIPTION": "Read-only analytics of inventory, demand and forecasts.",
    "VERSION": VERSION,
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_NAME_OVERRIDES": {
        "Role": "support.models.User.Role",
        "AbcClass": ["A", "B", "C"],
        "SiteType": "core.serializers.dimensions.SITE_TYPES",
        "RecommendationStatus": "analytics.filters.actions.STATUSES",
        "ModelRunStatus": "analytics.models.ModelRun.Status",
        "AlertStatus": "analytics.filters.actions.ALERT_STATUSES",
        "Success": ["success"],
        "TokenType": ["Bearer"],
        "HealthStatus": ["healthy", "degraded"],
        "LiveStatus": ["alive"],
        "ReadyStatus": ["ready", "unready"],
        "DatabaseState": ["connected", "disconnected"],
        "MigrationState": ["applied", "pending", "unknown"],
        "FreshnessState": "support.models.Freshness.State",
        "LoadStatus": "support.models.LoadRun.Status",
        "StepStatus": "support.models.NightStep.Status",
    },
    "SCHEMA_PATH_PREFIX": r"/api/v[0-9]",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "nova.api.examples.with_examples",
    ],
}
LOGIN_RATE = rate("LOGIN_RATE", default="20/minute")
ACCESS_TOKEN_LIFETIME = timedelta(minutes=15)
SESSION_IDLE_LIFETIME = timedelta(hours=1)
SESSION_LIFETIME = timedelta(hours=8)
LOGIN_REDIRECT_URL = "/admin/"
SESSION_COOKIE_AGE = int(SESSION_LIFETIME.total_seconds())  # of the admin
CSRF_COOKIE_HTTPONLY = True  # forms carry the token themselves
SIMPLE_JWT = {
    "ALGORITHM": "HS256",
    "ACCESS_TOKEN_LIFETIME": ACCESS_TOKEN_LIFETIME,
    "REFRESH_TOKEN_LIFETIME": SESSION_IDLE_LIFETIME,
    "USER_ID_FIELD": "user_id",
    "USER_ID_CLAIM": "user_id",
    "ISSUER": "nova-corrente",
    "AUDIENCE": "nova-corrente-api",
}
CORS_ALLOWED_ORIGINS = names("CORS_ORIGINS", "http://localhost:3000")
CORS_URLS_REGEX = r"^/api/"

# analytics/apps.py brings the views up to date, once their tables exist.
MATERIALIZED_VIEWS_DISABLE_SYNC_ON_MIGRATE = True

DATABASE_ROUTERS = ["nova.db.replica.Router"]

# A superuser is above every grant, so production does not work as one.
REFUSE_DATABASE_SUPERUSER = False

# --- The cache that all processes share where there is a Redis ------------------------------------

REDIS_URL = optional("REDIS_URL")
CACHES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "nova.shared_cache.SharedCache",
        "LOCATION": REDIS_URL,
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# --- Loads -----------------------------------------------------------------------------------

ALLOW_SIMULATED_DATA = False
LOAD_DIR = optional("LOAD_DIR")
LOAD_DROP_DIR = optional("LOAD_DROP_DIR") or str(DATA_DIR / "drop")
LOAD_REJECTS_DIR = optional("LOAD_REJECTS_DIR") or str(DATA_DIR / "rejects")
MYSQL_URL = optional("MYSQL_URL")  # the predecessor's database, for `migrate_mysql` alone
LOAD_MAX_ROWS = number("LOAD_MAX_ROWS", default=20_000_000, least=1)
FORECAST_BACKTEST_MARGIN = fraction("FORECAST_BACKTEST_MARGIN", default=0.05)
LOAD_READER_MEMORY_MB = number("LOAD_READER_MEMORY_MB", default=1024, least=256)

# --- E-mail: the digest of the night -------------------------------------------------------------

EMAIL_URL = optional("EMAIL_URL")  # without one nothing is sent; the pages still tell
if EMAIL_URL:
    globals().update(email(EMAIL_URL))
DEFAULT_FROM_EMAIL = optional("EMAIL_FROM") or "nova-corrente@localhost"
EMAIL_TIMEOUT = 10

# --- Observation -----------------------------------------------------------------------------

LOGGING = logging_settings(as_json=flag("LOG_JSON", default=False), level=log_level("WARNING"))
METRICS_TOKEN = optional("METRICS_TOKEN")  # without one there is no /metrics
METRICS_DIR = optional("PROMETHEUS_MULTIPROC_DIR")  # prometheus-client reads it by itself too

# --- Upkeep ----------------------------------------------------------------------------------

BACKUP_DIR = optional("BACKUP_DIR") or str(DATA_DIR / "backup")
ARCHIVE_DIR = optional("ARCHIVE_DIR") or str(DATA_DIR / "archive")

# --- Tasks -----------------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
# The schedule lies in the database and is edited in the admin; a migration makes the first one.
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
# A task not acknowledged by then is delivered again; the longest step takes less.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 6 * 3600}
