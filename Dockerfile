# The build stage runs build/publish.sh, the same steps that the gate runs; only the base images differ.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /switchback
COPY . .
RUN bash build/publish.sh /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .

# The root file system may be read-only: all that is written goes to the volume. No diagnostics socket in the temporary folder.
# Without an identity provider the app listens on loopback only and refuses the base image's port 8080 on every address, so
# that variable is taken back. A rehearsal is reached with --network host.
ENV DOTNET_EnableDiagnostics=0 \
    DataFolder=/data \
    ASPNETCORE_HTTP_PORTS=
RUN mkdir /data && chown "$APP_UID" /data
VOLUME /data
USER $APP_UID
EXPOSE 5080

HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["dotnet", "Switchback.Dashboard.dll", "health"]
ENTRYPOINT ["dotnet", "Switchback.Dashboard.dll"]
