using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Switchback.Dashboard.Rehearsal.Control;

/// <summary>
/// Calls <c>/_lab</c>. Every port answers for the whole lab, and a stopped cluster's port is closed, so whichever answers is asked.
/// It knows the lab's loopback addresses and no others: there is no way from here to a real cluster.
/// </summary>
public sealed class LabControl(IReadOnlyList<LabAddress> clusters, HttpClient http, TimeProvider time)
{
    /// <summary>How long a reading may take: the page is renewed every second.</summary>
    public static readonly TimeSpan Reading = TimeSpan.FromSeconds(3);

    /// <summary>How long a change may take.</summary>
    public static readonly TimeSpan Acting = TimeSpan.FromSeconds(20);

    /// <summary>How long it may take to build a scenario, or to fire everything that is due after the clock has moved.</summary>
    public static readonly TimeSpan Building = TimeSpan.FromMinutes(5);

    private int _answered;

    /// <summary>The lab has ports of its own on this machine: no proxy, no redirect, and no connection kept to a port that may close.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public Task<LabAnswer> GetAsync(string path, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, path, null, Reading, cancellationToken);

    public Task<LabAnswer> PostAsync(string path, JsonObject? body = null, TimeSpan? atMost = null) =>
        SendAsync(HttpMethod.Post, path, body, atMost ?? Acting, CancellationToken.None);

    public Task<LabAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null, Acting, CancellationToken.None);

    private async Task<LabAnswer> SendAsync(HttpMethod method, string path, JsonObject? body, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var first = Volatile.Read(ref _answered);
        LabAnswer? broken = null;
        for (var i = 0; i < clusters.Count; i++)
        {
            var at = (first + i) % clusters.Count;
            try
            {
                using var request = new HttpRequestMessage(method, new Uri(clusters[at].Url, $"_lab{path}")) { Content = body is null ? null : JsonContent.Create(body) };
                using var answer = await http.SendAsync(request, either.Token);
                var text = await answer.Content.ReadAsStringAsync(either.Token);
                Volatile.Write(ref _answered, at);
                return Read(answer, text);
            }
            catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                // Nobody took it, so the next port may be asked without doing anything twice.
            }
            catch (HttpRequestException e)
            {
                broken = new LabAnswer.Unclear($"The connection to port {clusters[at].Port} broke off: {e.Message}");
                // A cluster stopped through its own port answers first and closes after: whoever reads in between is cut off. A change
                // may have been done and is not sent twice; a reading may as well be had from the next port.
                if (method != HttpMethod.Get) return broken;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new LabAnswer.Unclear($"Port {clusters[at].Port} has not answered within {atMost.TotalSeconds:0} s.");
            }
        }

        return broken ?? new LabAnswer.Gone($"Nothing listens on {Ports()}.");
    }

    private string Ports() => clusters.Count == 1 ? $"port {clusters[0].Port}" : $"ports {string.Join(" and ", clusters.Select(cluster => cluster.Port))}";

    private static LabAnswer Read(HttpResponseMessage answer, string text)
    {
        try
        {
            var body = JsonElement.Parse(text);
            return answer.IsSuccessStatusCode
                ? new LabAnswer.Done(body)
                : new LabAnswer.Refused((int)answer.StatusCode, Error(body) ?? $"Status {(int)answer.StatusCode} without a reason.");
        }
        catch (JsonException)
        {
            return new LabAnswer.Refused((int)answer.StatusCode, "The answer is not the lab's: it is no JSON.");
        }
    }

    private static string? Error(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String ? error.GetString() : null;
}
