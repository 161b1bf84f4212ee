using Switchback.Core.Plans;

namespace Switchback.Core.Runs;

/// <summary>Plans that were made and not begun, for as long as somebody may be looking at them. They do not outlive the process: a plan is made again in a moment.</summary>
public sealed class PlanShelf(TimeProvider time)
{
    /// <summary>How long a plan may be begun: past it the world is another one.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>Plans of thousands of items are large; the oldest go first.</summary>
    private const int Most = 100;

    private readonly Lock _gate = new();
    private readonly LinkedList<Plan> _plans = [];

    public void Keep(Plan plan)
    {
        lock (_gate)
        {
            _plans.AddLast(plan);
            while (_plans.Count > Most || (_plans.First is { } oldest && time.GetUtcNow() - oldest.Value.MadeAt > Life)) _plans.RemoveFirst();
        }
    }

    public Plan? Find(string id)
    {
        lock (_gate) return _plans.FirstOrDefault(plan => plan.Id == id && time.GetUtcNow() - plan.MadeAt <= Life);
    }
}
