using System.Net.Http.Headers;

namespace Switchback.Lab.Tests.Security;

/// <summary>Who gets in, and what a caller who does not is told.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private GuardedLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await GuardedLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Request_NoCredentials_ChallengedInHeadersAndBody()
    {
        using var answer = await _lab.SendRawAsync(null, "GET /_license?local=true");

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal(["ApiKey", "Basic realm=\"security\" charset=\"UTF-8\""], answer.Headers.GetValues("WWW-Authenticate"));
        Assert.Equal("""
            {"error":{"root_cause":[{"type":"security_exception","reason":"missing authentication credentials for REST request [/_license?local=true]","header":{"WWW-Authenticate":["ApiKey","Basic realm=\"security\" charset=\"UTF-8\""]}}],"type":"security_exception","reason":"missing authentication credentials for REST request [/_license?local=true]","header":{"WWW-Authenticate":["ApiKey","Basic realm=\"security\" charset=\"UTF-8\""]}},"status":401}
            """, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Basic", "!!!", "invalid basic authentication header encoding")]
    [InlineData("Basic", "cm9vdA==", "invalid basic authentication header value")]
    [InlineData("Basic", "cm9vdDpub3BlbmM=", "unable to authenticate user [root] for REST request [/]")]
    [InlineData("Basic", "Z2hvc3Q6Z2hvc3RwdyE=", "unable to authenticate user [ghost] for REST request [/]")]
    [InlineData("Bearer", "nonsense", "missing authentication credentials for REST request [/]")]
    [InlineData("ApiKey", "bm9uZTpub25l", "missing authentication credentials for REST request [/]")]
    [InlineData("garbage", null, "missing authentication credentials for REST request [/]")]
    public async Task Request_UselessCredentials_RefusedWithTheReason(string scheme, string? value, string reason)
    {
        using var answer = await _lab.SendRawAsync(new AuthenticationHeaderValue(scheme, value), "GET /");

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Contains($"\"reason\":\"{reason}\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8", "unable to find apikey with id none", "none:none")]
    [InlineData("9", "invalid credentials for API key [ID]", "ID:wrong")]
    [InlineData("7.17", "api key [ID] has been invalidated", "ID:SECRET")]
    public async Task Request_UselessKeyOnLaterVersion_SaysWhatIsWrongWithIt(string version, string complaint, string key)
    {
        await using var lab = await GuardedLab.StartAsync(version);
        var made = (await lab.KeyAsync("""{"name":"k"}"""))["ApiKey ".Length..].Split(':');
        string Fill(string text) => text.Replace("ID", made[0], StringComparison.Ordinal).Replace("SECRET", made[1], StringComparison.Ordinal);
        if (complaint.Contains("invalidated", StringComparison.Ordinal))
            await lab.SendAsync(GuardedLab.Root, "DELETE /_security/api_key", $$"""{"ids":["{{made[0]}}"]}""");

        var answer = await lab.SendAsync($"ApiKey {Fill(key)}", "GET /");

        Assert.Equal((401, "unable to authenticate with provided credentials and anonymous access is not allowed for this request"), (answer.Status, answer.Reason));
        Assert.Equal("API key: " + Fill(complaint), answer.TextAt("error/additional_unsuccessful_credentials"));
    }

    [Fact]
    public async Task User_DisabledAndEnabledAgain_IsKeptOutMeanwhile()
    {
        var user = await _lab.UserAsync("watcher", """{"cluster":["monitor"]}""");

        Assert.Equal(200, (await _lab.SendAsync(user, "GET /")).Status);
        Assert.Equal(200, (await _lab.SendAsync(GuardedLab.Root, "PUT /_security/user/watcher/_disable")).Status);
        Assert.Equal(401, (await _lab.SendAsync(user, "GET /")).Status);
        Assert.Equal(200, (await _lab.SendAsync(GuardedLab.Root, "PUT /_security/user/watcher/_enable")).Status);
        Assert.Equal(200, (await _lab.SendAsync(user, "GET /")).Status);
    }

    [Fact]
    public async Task Password_ChangedByItsOwner_OldOneIsRefused()
    {
        var user = await _lab.UserAsync("nobody", """{"cluster":[]}""");

        Assert.Equal(200, (await _lab.SendAsync(user, "PUT /_security/user/_password", """{"password":"another-pw"}""")).Status);

        Assert.Equal(401, (await _lab.SendAsync(user, "GET /_security/_authenticate")).Status);
        Assert.Equal("nobody", (await _lab.SendAsync("nobody:another-pw", "GET /_security/_authenticate")).TextAt("username"));
    }

    [Fact]
    public async Task Key_Expires_WhenItsTimeIsUp()
    {
        var key = await _lab.KeyAsync("""{"name":"short","expiration":"1h","role_descriptors":{"w":{"cluster":["monitor"]}}}""");

        Assert.Equal(200, (await _lab.SendAsync(key, "GET /")).Status);
        await _lab.Host.Laboratory.Loop.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(401, (await _lab.SendAsync(key, "GET /")).Status);
    }

    [Theory]
    [InlineData("7.8.1", """{"username":"root","roles":["superuser"],"full_name":null,"email":null,"metadata":{},"enabled":true,"authentication_realm":{"name":"default_file","type":"file"},"lookup_realm":{"name":"default_file","type":"file"}}""")]
    [InlineData("9", """{"username":"root","roles":["superuser"],"full_name":null,"email":null,"metadata":{},"enabled":true,"authentication_realm":{"name":"default_file","type":"file"},"lookup_realm":{"name":"default_file","type":"file"},"authentication_type":"realm"}""")]
    public async Task Authenticate_Superuser_SaysWhoAndFromWhere(string version, string expected)
    {
        await using var lab = await GuardedLab.StartAsync(version);

        Assert.Equal(expected, (await lab.SendAsync(GuardedLab.Root, "GET /_security/_authenticate")).Text);
    }

    [Fact]
    public async Task Paths_SecurityOff_AreUnknown()
    {
        await using var lab = await Running.RunningLab.StartAsync("9");

        var answer = await lab.OnA("GET /_security/_authenticate");

        Assert.Equal((400, "no handler found for uri [/_security/_authenticate] and method [GET]"), (answer.Status, answer.TextAt("error")));
    }
}
