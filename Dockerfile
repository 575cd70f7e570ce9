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
COPY src src
RUN node_modules/.bin/node node_modules/typescript/bin/tsc -p tsconfig.build.json
# No install script, so no native code: every dependency does without.
RUN cp node_modules/node/bin/node /usr/local/bin/node24 \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${RUNTIME_IMAGE}
# What the platform smb signs in with. It writes nothing, so the root can be read-only.
RUN apt-get update && apt-get install --yes --no-install-recommends smbclient \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt/*
COPY --from=build /usr/local/bin/node24 /usr/local/bin/node
WORKDIR /app
COPY LICENSE package.json ./
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
ENV NODE_ENV=production
# By number, so that runAsNonRoot can be checked without the image's list of users.
USER 65532:65532
EXPOSE 8080 8081
ENTRYPOINT ["node", "--enable-source-maps", "--max-semi-space-size=4", "dist/main.js"]
