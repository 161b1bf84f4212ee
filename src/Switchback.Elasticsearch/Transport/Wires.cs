using System.Diagnostics;
using System.Net;
using System.Net.Security;
using Switchback.Elasticsearch.Configuration;

namespace Switchback.Elasticsearch.Transport;

/// <summary>Makes the one connection pool of a cluster.</summary>
internal static class Wires
{
    public static HttpMessageInvoker Open(ClusterOptions options)
    {
        var check = new ServerCheck(options.Trust);
        return new HttpMessageInvoker(new SocketsHttpHandler
        {
            // A redirect could lead credentials, and effects, anywhere.
            AllowAutoRedirect = false,
            UseCookies = false,
            // Inflated by us, so that both sizes are known and bounded.
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
            // New names of a load balancer are noticed after this long.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            MaxConnectionsPerServer = 64,
            MaxResponseHeadersLength = 64,
            // An answer given up on is cut off, not read to its end.
            MaxResponseDrainSize = 0,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            // The machine's proxy variables do not decide where operations go; the configuration does.
            UseProxy = options.Proxy is not null,
            Proxy = options.Proxy is null ? null : new WebProxy(options.Proxy) { Credentials = ProxyCredentials(options.ProxyCredential) },
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = check.Accept },
        });
    }

    private static NetworkCredential? ProxyCredentials(Credential.Basic? credential) =>
        credential?.Password.Read() is { } password ? new NetworkCredential(credential.Username, password.Reveal()) : null;
}
