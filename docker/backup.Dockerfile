# Copies of the database and the drill that proves them: the server's own programs beside the code.
# Context: the repository.
FROM postgres:18.6 AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3-venv \
    && rm -rf /var/lib/apt/lists/*
RUN python3 -m venv /venv
COPY requirements/production.txt /tmp/production.txt
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/production.txt

FROM postgres:18.6
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3 \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o postgres -g postgres /srv/backup
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
    NOVA_PG_BIN=/usr/lib/postgresql/18/bin \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER postgres
HEALTHCHECK NONE
ENTRYPOINT ["python", "manage.py"]
CMD ["backup"]
