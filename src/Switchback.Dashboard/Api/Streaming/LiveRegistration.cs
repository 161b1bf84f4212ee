using System.Text.Json.Serialization.Metadata;
using Switchback.Dashboard.Api.Answers;

namespace Switchback.Dashboard.Api.Streaming;

internal static class LiveRegistration
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSingleton<LiveSubscriptions>();
        services.AddSignalR()
            .AddHubOptions<LiveHub>(options => options.MaximumReceiveMessageSize = 16 * 1024)
            .AddJsonProtocol(options => options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default.WithAddedModifier(LeaveOutAges)));
    }

    /// <summary>An age changes with every answer; it stands once a message beside the followers, who then need not be sent again.</summary>
    private static void LeaveOutAges(JsonTypeInfo type)
    {
        if (type.Type != typeof(LagAnswer))
        {
            return;
        }

        foreach (var age in type.Properties.Where(property => property.Name == "asOf").ToList())
        {
            type.Properties.Remove(age);
        }
    }
}
