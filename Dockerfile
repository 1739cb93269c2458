# syntax=docker/dockerfile:1
FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /aceno . \
 && mkdir -p /rootfs/data /rootfs/state \
 && chown -R 65532:65532 /rootfs

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build --chown=65532:65532 /rootfs/ /
COPY --from=build /aceno /aceno
USER 65532:65532
ENV ACENO_DATA_DIR=/data ACENO_STATE_DIR=/state ACENO_HTTP=0.0.0.0:8090
VOLUME ["/data", "/state"]
EXPOSE 8090
ENTRYPOINT ["/aceno"]
CMD ["serve"]
