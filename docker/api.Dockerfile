# The API's server; with another command the same image migrates and loads. Context: the repository.
FROM python:3.11-slim AS build
RUN python -m venv /venv
COPY requirements/production.txt /tmp/production.txt
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/production.txt

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home nova \
    && install -d -o nova -g nova /srv/load /srv/load/inbox /srv/load/rejects
COPY --from=build /venv /venv
WORKDIR /srv/nova
COPY manage.py ./
COPY nova ./nova
COPY support ./support
COPY core ./core
COPY analytics ./analytics
COPY mlops ./mlops
ENV PATH=/venv/bin:$PATH \
    DJANGO_SETTINGS_MODULE=nova.settings.production \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# collectstatic asks nothing of the settings, but they are read: a random key that no layer keeps.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    ALLOWED_HOSTS=build DATABASE_URL=postgresql://build/build \
    python manage.py collectstatic --noinput -v0
USER nova
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as ask; ask.urlopen(ask.Request('http://127.0.0.1:8000/health/live', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0]}), timeout=2)"]
CMD ["granian", "nova.wsgi:application", "--interface", "wsgi", "--http", "1", "--no-ws", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "2", "--blocking-threads-idle-timeout", "600", "--respawn-failed-workers", "--workers-kill-timeout", "30"]
