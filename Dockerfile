# hygge-run as a container job: `docker run --rm -v "$PWD:/config:ro" hygge flows.yml`
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
# tini is the process that gets SIGTERM, and hands it on: Node as process 1 would not.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tini ca-certificates \
    && rm -rf /var/lib/apt/lists/*
# One JSON object per line is what log collectors read.
ENV NODE_ENV=production HYGGE_LOG=json
COPY --from=build /build/package.json /app/
COPY --from=build /build/dist /app/dist
COPY --from=build /build/node_modules /app/node_modules
USER node
WORKDIR /config
ENTRYPOINT ["/usr/bin/tini", "--", "node", "/app/dist/bin/hygge-run.js"]
CMD ["flows.yml"]
