using Switchback.Dashboard.Configuration;
using Switchback.Storage;

namespace Switchback.Dashboard.Notices;

internal static class NoticesRegistration
{
    public static void AddNotices(this IServiceCollection services, SwitchbackSettings settings)
    {
        services.AddStateFile<NoticeMarksState>(settings.KeepIn, "notices");
        services.AddSingleton<NoticeMarks>();
        services.AddSingleton<NoticeBook>();
        services.AddHostedService<NoticeWatch>();
    }
}
