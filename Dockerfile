# Diwan's image: one stage builds the wheels, the other holds what runs, as a user without rights.
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY worker worker
COPY storage storage
COPY schedules schedules
RUN pip wheel --no-cache-dir --wheel-dir /wheels .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home diwan
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels pip install --no-cache-dir --no-index --find-links /wheels diwan
USER diwan
WORKDIR /data
VOLUME /data
ENV DIWAN_HOME=/data PYTHONUNBUFFERED=1
CMD ["diwan", "run"]
