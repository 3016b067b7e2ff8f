"""What Prometheus scrapes."""

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST

from mlops.state import metrics as data
from nova.observation import metrics as process


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever bears METRICS_TOKEN; to anybody else there is nothing here."""
    expected = f"Bearer {settings.METRICS_TOKEN or ''}"
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not secrets.compare_digest(given.encode(), expected.encode()):
        raise Http404
    told = data.exposition() + process.exposition()
    return HttpResponse(told, content_type=CONTENT_TYPE_LATEST)
