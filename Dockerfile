# docker build -t connection-operator:0.1.0 .
#
# BASE_IMAGE      Debian 12; a release names it by digest
# BUILD_IMAGE     Debian 12 with or without npm: nothing of it is in the image, and node:24-bookworm-slim builds faster
# CA_CERTIFICATE  PEM of the certificate authority of a proxy that looks into TLS: "$(cat proxy-ca.pem)"
# NPM_REGISTRY    a mirror; what comes from it has to be what package-lock.json pins
ARG BASE_IMAGE=debian:bookworm-slim
ARG BUILD_IMAGE=debian:bookworm-slim

FROM ${BASE_IMAGE} AS debian
COPY scripts/image/runtime-root.sh /
# smbclient is what the platform smb signs in with, the others are what Node.js and smbclient need.
RUN apt-get update && apt-get upgrade --yes \
  && apt-get install --yes --no-install-recommends smbclient libstdc++6 libjemalloc2 \
  && sh /runtime-root.sh /runtime smbclient libstdc++6 libjemalloc2 libgcc-s1 libc-bin base-files

FROM ${BUILD_IMAGE} AS build
RUN command -v npm || { apt-get update && apt-get install --yes --no-install-recommends nodejs npm; }
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
ARG CA_CERTIFICATE=
ARG NPM_REGISTRY=https://registry.npmjs.org/
# Of the packages for development the bundler alone. Node.js itself is a package, so the image runs the very version that
# the tests ran, and package-lock.json has the digest of all. No install script runs.
RUN printf '%s\n' "$CA_CERTIFICATE" >/ca.pem && export NODE_EXTRA_CA_CERTS="${CA_CERTIFICATE:+/ca.pem}" \
  && bundler=$(npm pkg get devDependencies.rolldown | tr -d '"') && npm pkg delete devDependencies \
  && npm pkg set devDependencies.rolldown="$bundler" \
  && npm ci --ignore-scripts --no-audit --no-fund --registry="$NPM_REGISTRY" \
  && install node_modules/node-linux-*/bin/node /usr/local/bin/node
COPY tsconfig.json LICENSE ./
COPY scripts scripts
COPY src src
COPY --from=debian /runtime/usr/lib/os-release /debian/usr/lib/os-release
COPY --from=debian /runtime/var/lib/dpkg /debian/var/lib/dpkg
# What V8 compiled of it is kept beside it, since nothing can be written later: for the flags that it is started with.
RUN node scripts/build-bundle.ts /app && node scripts/image/sbom.ts /app /debian >/app/sbom.cdx.json \
  && cp LICENSE /app && cp node_modules/node-linux-*/LICENSE /app/LICENCES-NODE.txt \
  && chown --recursive root:root /app && chmod --recursive u=rwX,go=rX /app

FROM scratch
COPY --from=debian /runtime /
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/usr/local/bin:/usr/bin NODE_ENV=production
# The allocator of the C library keeps what only the first tests took, in pieces; this one gives it back after a second.
ENV LD_PRELOAD=libjemalloc.so.2 MALLOC_CONF=narenas:1,background_thread:true,dirty_decay_ms:1000,muzzy_decay_ms:0
# By number, so that runAsNonRoot can be checked without the image's list of users. Any other user does as well.
USER 65532:65532
ARG VERSION=0.1.0
ARG REVISION=
ARG BASE_IMAGE=debian:bookworm-slim
LABEL org.opencontainers.image.title="connection-operator" \
  org.opencontainers.image.description="Tests platform credentials and keeps them tested" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}" \
  org.opencontainers.image.base.name="${BASE_IMAGE}"
EXPOSE 8080 8081
# Source maps are beside the bundle: --enable-source-maps (NODE_OPTIONS) reads them, at 0.3 s of each start.
ENTRYPOINT ["node", "--max-semi-space-size=4", "main.js"]
