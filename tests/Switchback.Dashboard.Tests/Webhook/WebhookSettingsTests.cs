using Microsoft.Extensions.Configuration;
using Switchback.Core.Settings;
using Switchback.Dashboard.Configuration;
using Switchback.Dashboard.Webhook;

namespace Switchback.Dashboard.Tests.Webhook;

public sealed class WebhookSettingsTests
{
    private const string Long = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("https://hooks.example/a?key=k")]
    [InlineData("http://127.0.0.1:9/a")]
    [InlineData("http://localhost:9/a")]
    [InlineData("http://[::1]:9/a")]
    public void Read_SafeAddress_IsTaken_AndShownByItsHostOnly(string url)
    {
        var (webhook, faults) = Read(("Url", url), ("Secret", Long));

        Assert.Empty(faults);
        Assert.Equal(new Uri(url).Authority, webhook!.Url.ToString());
        Assert.DoesNotContain(Long, webhook.ToString());
        Assert.DoesNotContain("/a", webhook.ToString());
    }

    [Theory]
    [InlineData("http://hooks.example/a", "Webhook:Url", "would be sent over plain http, readable and changeable on the way.")]
    [InlineData("ftp://hooks.example/a", "Webhook:Url", "is no http or https address.")]
    [InlineData("hooks.example", "Webhook:Url", "is no http or https address.")]
    [InlineData("https://me:pass@hooks.example/a", "Webhook:Url", "holds a name or a password.")]
    [InlineData(null, "Webhook:Url", "is missing.")]
    public void Read_UnsafeAddress_IsAFaultThatDoesNotRepeatIt(string? url, string key, string problem)
    {
        var fault = Assert.Single(Read(url is null ? [("Secret", Long)] : [("Url", url), ("Secret", Long)]).Faults);

        Assert.Equal((key, problem), (fault.Key, fault.Problem));
        Assert.DoesNotContain("pass@", fault.ToString());
    }

    [Theory]
    [InlineData("Secret", "0123456789abcdef0123456789abcde", "Webhook:Secret", "is too short to sign with.")]
    [InlineData("SecretFile", "/nowhere/secret", "Webhook:SecretFile", "yields no usable secret.")]
    [InlineData("PublicUrl", "https://switchback.example", "Webhook:Secret", "is missing.")]
    [InlineData("Secrte", Long, "Webhook:Secret", "is missing.")]
    public void Read_WithoutAGoodSecret_IsAFaultThatDoesNotRepeatIt(string name, string value, string key, string problem)
    {
        var fault = Read(("Url", "https://hooks.example"), (name, value)).Faults[0];

        Assert.Equal((key, problem), (fault.Key, fault.Problem));
        if (name == "Secret") Assert.DoesNotContain(value, fault.ToString());
    }

    [Fact]
    public void Read_OneFaultAmongTheOthers_StopsTheStartWithAllOfThem()
    {
        var refused = Assert.Throws<SettingsException>(() => SwitchbackSettings.Read(new ConfigurationManager
        {
            ["Webhook:Url"] = "http://hooks.example",
            ["Webhook:Secret"] = "short",
            ["Webhook:Retry"] = "1",
            ["Poll:Seconds"] = "0",
        }));

        Assert.Equal(["Poll:Seconds", "Webhook:Retry", "Webhook:Secret", "Webhook:Url"], refused.Faults.Select(fault => fault.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_NothingWritten_CallsNobody()
    {
        Assert.Null(SwitchbackSettings.Read(new ConfigurationManager()).Webhook);
    }

    private static (WebhookSettings? Webhook, IReadOnlyList<SettingsFault> Faults) Read(params (string Name, string Value)[] settings) =>
        WebhookSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Webhook:" + setting.Name, (string?)setting.Value))).Build());
}
