using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Switchback.Lab.Clusters;
using Switchback.Lab.Hosting;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.Security;

/// <summary>A lab with security on and one cluster, spoken to as whoever a test says.</summary>
public sealed class GuardedLab : IAsyncDisposable
{
    public const string Root = "root:rootroot";

    private readonly HttpClient _http = new();

    private GuardedLab(LabHost host) => Host = host;

    public LabHost Host { get; }

    public Cluster Cluster => Host.Laboratory["clusterA"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<GuardedLab> StartAsync(string version = "7.8.1") => new(await LabHost.StartAsync(new LabOptions
    {
        Clusters = [new ClusterOptions("clusterA", 0, version)],
        Superuser = new Superuser("root", "rootroot"),
        Seed = 5,
    }, Cancelled));

    /// <summary>Sends <c>"PUT /path"</c> as <c>name:password</c>, as <c>ApiKey id:secret</c>, or as nobody.</summary>
    public async Task<Answer> SendAsync(string? who, string call, string? body = null)
    {
        using var response = await SendRawAsync(who is null ? null : Header(who), call, body);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        return new Answer((int)response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null, text, []);
    }

    public async Task<HttpResponseMessage> SendRawAsync(AuthenticationHeaderValue? authorization, string call, string? body = null)
    {
        var space = call.IndexOf(' ');
        using var request = new HttpRequestMessage(new HttpMethod(call[..space]), Host.Url("clusterA") + call[(space + 1)..]);
        request.Headers.Authorization = authorization;
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _http.SendAsync(request, Cancelled);
    }

    /// <summary>Makes a user with a role of the same name; the password is the name and "pw".</summary>
    public async Task<string> UserAsync(string name, string role)
    {
        Assert.Equal(200, (await SendAsync(Root, $"PUT /_security/role/{name}", role)).Status);
        Assert.Equal(200, (await SendAsync(Root, $"PUT /_security/user/{name}", $$"""{"password":"{{name}}-pw","roles":["{{name}}"]}""")).Status);
        return $"{name}:{name}-pw";
    }

    public async Task<string> KeyAsync(string body)
    {
        var made = await SendAsync(Root, "POST /_security/api_key", body);
        Assert.Equal(200, made.Status);
        return $"ApiKey {made.TextAt("id")}:{made.TextAt("api_key")}";
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Host.DisposeAsync();
        Assert.Empty(Host.Laboratory.Faults);
    }

    private static AuthenticationHeaderValue Header(string who)
    {
        var (scheme, secret) = who.StartsWith("ApiKey ", StringComparison.Ordinal) ? ("ApiKey", who["ApiKey ".Length..]) : ("Basic", who);
        return new AuthenticationHeaderValue(scheme, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)));
    }
}
