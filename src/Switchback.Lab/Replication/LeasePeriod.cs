using Switchback.Lab.Indices;
using Switchback.Lab.Units;

namespace Switchback.Lab.Replication;

/// <summary>How long a lease that nobody renews holds a leader's history: the leader index's own setting, 12 hours by default.</summary>
public static class LeasePeriod
{
    public const string Setting = "index.soft_deletes.retention_lease.period";

    private static readonly TimeSpan Default = TimeSpan.FromHours(12);

    public static TimeSpan Of(IndexState index) => index.Settings.Text(Setting) is { } text ? TimeText.Parse(Setting, text).Span : Default;
}
