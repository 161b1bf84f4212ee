using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>
/// The one rule for how long a plan takes: a master makes its updates one after the other, and a copy takes as long as its bytes.
/// Measured on a real pair: four calls, eight updates, 150 ms a follower in sequence.
/// </summary>
internal static class Estimates
{
    /// <summary>One update of the cluster's state.</summary>
    public static readonly TimeSpan Update = TimeSpan.FromMilliseconds(150.0 / 8);

    /// <summary>What a server allows a copy unless it is told otherwise (<c>ccr.indices.recovery.max_bytes_per_sec</c>).</summary>
    public const double UsualBytesPerSecond = 40 << 20;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan[] CopyDeadlines =
        [TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(72)];

    /// <summary>Updates of the state that a step costs: a list costs hardly more than one name, single calls one each, a copy five.</summary>
    public static int UpdatesOf(string kind, int items) => kind switch
    {
        StepKinds.Close => 4,
        StepKinds.Open => 2,
        StepKinds.Delete => 1,
        StepKinds.Follow => 5 * items,
        StepKinds.Forget or StepKinds.Witness or StepKinds.Drain or StepKinds.Line or StepKinds.Verify or StepKinds.Compare or StepKinds.Ledger or StepKinds.Settle or StepKinds.Route
            or StepKinds.CaughtUp or StepKinds.Wait or StepKinds.Merge => 0,
        StepKinds.Fence or StepKinds.Unfence or StepKinds.Discard or StepKinds.Tidy => 1,
        _ => items,
    };

    public static TimeSpan Of(IEnumerable<PlanStep> steps, TimeSpan copying)
    {
        var all = (Update * steps.Sum(step => (double)UpdatesOf(step.Kind, step.Items.Count))) + copying;
        return all < Shortest ? Shortest : TimeSpan.FromSeconds(Math.Ceiling(all.TotalSeconds));
    }

    public static TimeSpan Copy(long bytes, double? perSecond) => TimeSpan.FromSeconds(bytes / Math.Max(1, perSecond ?? UsualBytesPerSecond));

    /// <summary>Two minutes, and four times what the master needs.</summary>
    public static TimeSpan DeadlineOf(string kind, int items) =>
        TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(Math.Ceiling((Update * UpdatesOf(kind, items) * 4).TotalSeconds));

    /// <summary>Four times what the copy takes, in few sizes: a leader that grows a little must not make another plan of it.</summary>
    public static TimeSpan DeadlineOfCopy(TimeSpan copying)
    {
        var wanted = copying * 4;
        return CopyDeadlines.FirstOrDefault(deadline => deadline >= wanted, CopyDeadlines[^1]);
    }
}
