namespace Switchback.Lab.Tests.Security;

/// <summary>What is answered to questions about API keys that name none there is, or none at all.</summary>
public sealed class ApiKeyQuestionTests
{
    private const string OfOne = "Validation Failed: 1: One of [api key id, api key name, username, realm name] must be specified if [owner] flag is false;";
    private const string OfSeveral = "Validation Failed: 1: One of [api key id(s), api key name, username, realm name] must be specified if [owner] flag is false;";

    [Theory]
    [InlineData("7.8.1", "GET /_security/api_key?id=nope", null, 404, null)]
    [InlineData("7.8.1", "GET /_security/api_key?name=nope", null, 200, null)]
    [InlineData("7.8.1", "GET /_security/api_key", null, 400, OfOne)]
    [InlineData("7.8.1", "DELETE /_security/api_key", "{}", 400, OfOne)]
    [InlineData("7.17", "GET /_security/api_key", null, 400, OfSeveral)]
    [InlineData("7.17", "DELETE /_security/api_key", "{}", 400, OfSeveral)]
    public async Task Question_AboutNoKey_Answers(string version, string call, string? body, int status, string? reason)
    {
        await using var lab = await GuardedLab.StartAsync(version);
        var answer = await lab.SendAsync(GuardedLab.Root, call, body);

        Assert.Equal((status, reason), (answer.Status, answer.Reason));
        if (reason is null) Assert.Equal("""{"api_keys":[]}""", answer.Text);
    }
}
