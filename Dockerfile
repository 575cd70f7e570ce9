# docker build -t connection-operator:0.1.0 .
# Both images are Debian 12. An image with npm in it (node:24-bookworm-slim) builds faster; one with a certificate
# authority of yours builds where a proxy looks into TLS.
ARG BUILD_IMAGE=debian:bookworm-slim
ARG RUNTIME_IMAGE=debian:bookworm-slim

FROM ${BUILD_IMAGE} AS build
RUN command -v npm || { \
    apt-get update && apt-get install --yes --no-install-recommends ca-certificates nodejs npm \
    && rm -rf /var/lib/apt/lists/*; }
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Node.js itself is a development dependency, so that the image runs the very version that the tests ran.
RUN npm ci --ignore-scripts --no-audit --no-fund && npm rebuild node
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
# No install script, so no native code: every dependency does without.
RUN cp node_modules/node/bin/node /usr/local/bin/node24 && node24 scripts/build-bundle.ts dist/bundle

FROM ${RUNTIME_IMAGE}
# What the platform smb signs in with. It writes nothing, so the root can be read-only.
RUN apt-get update && apt-get install --yes --no-install-recommends smbclient \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt/*
COPY --from=build /usr/local/bin/node24 /usr/local/bin/node
WORKDIR /app
COPY LICENSE ./
COPY --from=build /build/dist/bundle ./
ENV NODE_ENV=production NODE_COMPILE_CACHE=/app/compile-cache
RUN mkdir compile-cache && chown 65532:65532 compile-cache
# By number, so that runAsNonRoot can be checked without the image's list of users.
USER 65532:65532
# What was compiled is kept, since nothing can be written later: for this user, these paths and these flags.
RUN ["node", "--max-semi-space-size=4", "--input-type=module", "--eval", "await import('/app/operator.js')"]
EXPOSE 8080 8081
# Source maps are beside the bundle: --enable-source-maps (NODE_OPTIONS) reads them, at 0.3 s of each start.
ENTRYPOINT ["node", "--max-semi-space-size=4", "main.js"]
