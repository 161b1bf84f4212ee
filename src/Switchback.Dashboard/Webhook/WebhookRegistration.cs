using Microsoft.Extensions.DependencyInjection.Extensions;
using Switchback.Dashboard.Hosting;

namespace Switchback.Dashboard.Webhook;

internal static class WebhookRegistration
{
    /// <param name="services">The app's.</param>
    /// <param name="webhook">Null when nobody is called.</param>
    public static void AddWebhook(this IServiceCollection services, WebhookSettings? webhook)
    {
        services.AddSingleton<WebhookState>();
        services.TryAddSingleton<Outbound>();
        services.TryAddSingleton(NoticePace.Usual);
        if (webhook is null) return;
        services.AddSingleton(webhook);
        services.AddHostedService<NoticePost>();
    }
}
