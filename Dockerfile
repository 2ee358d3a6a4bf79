# One image for web, workers and dispatcher; docker-compose.yml says which is which.
FROM node:22-bookworm-slim AS front-end
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM python:3.12-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 SERVICE_DAY_VAR=/var/lib/service-day
RUN apt-get update --quiet=2 \
 && apt-get install --yes --no-install-recommends --quiet=2 \
    libharfbuzz-subset0 libmagic1 libpango-1.0-0 libpangoft2-1.0-0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --uid 10001 service-day \
 && install --directory --owner service-day /var/lib/service-day
WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes --no-deps \
    --requirement requirements/base.txt
COPY --from=front-end /app/node_modules node_modules
COPY . .
RUN python -m compileall -q candidates interviews hiring ops \
 && SERVICE_DAY_STATIC=/app/static-collected \
    python manage.py collectstatic --no-input --verbosity 0
ENV SERVICE_DAY_STATIC=/app/static-collected
USER service-day
VOLUME /var/lib/service-day
EXPOSE 8000
CMD ["gunicorn", "hiring.wsgi", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--keep-alive", "75", "--graceful-timeout", "30", "--no-control-socket", "--bind", "0.0.0.0:8000"]
