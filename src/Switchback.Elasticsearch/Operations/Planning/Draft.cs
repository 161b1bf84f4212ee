using Switchback.Core.Plans;

namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>A plan while it is being put together, or the reasons why there will be none.</summary>
internal sealed class Draft
{
    private readonly Dictionary<string, PlanItem> _items = new(StringComparer.Ordinal);
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);

    public List<Refusal> Refusals { get; } = [];

    public List<PlanItem> Items { get; } = [];

    public List<PlanStep> Steps { get; } = [];

    public List<PlanStep> UndoSteps { get; } = [];

    public List<PlanParameter> Parameters { get; } = [];

    public List<PlanFinding> Findings { get; } = [];

    public List<string> Destroys { get; } = [];

    public List<string> Warnings { get; } = [];

    /// <summary>How long copies take beside what the master pays.</summary>
    public TimeSpan Copying { get; set; }

    /// <summary>What the plan is called, where its verb does not say it by its items.</summary>
    public string? Title { get; set; }

    /// <summary>What a person types, where that is not what the plan is for.</summary>
    public string? ConfirmWith { get; set; }

    public LossStatement? Loss { get; set; }

    public bool TakesOver { get; set; }

    /// <summary>Guards that are set aside.</summary>
    public List<BrokenGuard> BrokenGlass { get; } = [];

    public void Refuse(string what, string why, string lift, string? guard = null) => Refusals.Add(new Refusal(what, why, lift) { Guard = guard });

    public void Break(string guard, string why, IReadOnlyList<string> items)
    {
        BrokenGlass.Add(new BrokenGuard(guard, why, items));
        Warn($"The guard {guard} is set aside, and two people have to agree to that: {why}");
    }

    public void Add(PlanItem item)
    {
        if (_items.TryAdd(item.Key, item)) Items.Add(item);
    }

    /// <summary>Says more of an item that is there.</summary>
    public void Replace(string key, Func<PlanItem, PlanItem> more)
    {
        var place = Items.FindIndex(item => item.Key == key);
        Items[place] = _items[key] = more(Items[place]);
    }

    public void Warn(string sentence)
    {
        if (!Warnings.Contains(sentence)) Warnings.Add(sentence);
    }

    /// <summary>Adds a step after those there are.</summary>
    /// <returns>Its number.</returns>
    public int Step(string kind, StepClass @class, string member, IReadOnlyList<string> items, StepWords words, bool isPointOfNoReturn = false, TimeSpan? deadline = null)
    {
        var number = Steps.Count + 1;
        _members.Add(member);
        Steps.Add(new PlanStep
        {
            Number = number,
            Kind = kind,
            Words = words.Does,
            Class = @class,
            Member = member,
            Items = items,
            Probe = words.Probe,
            Deadline = deadline ?? Estimates.DeadlineOf(kind, items.Count),
            Undo = words.Undo,
            IsPointOfNoReturn = isPointOfNoReturn,
        });
        return number;
    }

    /// <summary>Says more of a step that is there.</summary>
    public int Amend(int step, Func<PlanStep, PlanStep> more)
    {
        Steps[step - 1] = more(Steps[step - 1]);
        return step;
    }

    /// <summary>Says how a step is taken back, for those of its items for which that is possible.</summary>
    public void TakeBack(int step, string kind, IReadOnlyList<string> items, StepWords words, bool evenIfStopped = false)
    {
        if (items.Count == 0) return;
        UndoSteps.Add(new PlanStep
        {
            Number = -step,
            Kind = kind,
            Words = words.Does,
            Class = StepClass.Reversible,
            Member = Steps[step - 1].Member,
            Items = items,
            Probe = words.Probe,
            Deadline = Estimates.DeadlineOf(kind, items.Count),
            EvenIfStopped = evenIfStopped,
        });
    }

    /// <summary>The plan; its calls are not yet counted nor its hash made.</summary>
    public Plan ToPlan(string operation, string title, string by, DateTimeOffset now)
    {
        var gravest = Steps.Select(step => step.Class).DefaultIfEmpty(StepClass.Read).Max();
        return new Plan
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Operation = operation,
            System = ElasticsearchRegistration.SystemName,
            Title = title,
            Items = Items,
            Steps = Steps,
            UndoSteps = UndoSteps,
            Parameters = Parameters,
            Findings = Findings,
            Destroys = Destroys,
            Warnings = Warnings,
            BrokenGlass = BrokenGlass,
            Loss = Loss,
            TakesOver = TakesOver,
            ConfirmWith = ConfirmWith ?? (gravest < StepClass.Promote && BrokenGlass.Count == 0 ? null : Counted.Followers([.. Items.Select(item => item.Name)])),
            Holds = [.. Items.Select(item => item.Pair).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(pair => $"pair/{pair}"),
                .. _members.Order(StringComparer.Ordinal).Select(member => $"member/{member}")],
            Estimate = Estimates.Of(Steps, Copying),
            MadeAt = now,
            MadeBy = by,
        };
    }
}

/// <summary>How a step reads.</summary>
/// <param name="Does">What it does, in a sentence.</param>
/// <param name="Probe">What has to be seen before it counts as done.</param>
/// <param name="Undo">What takes it back; null when nothing does.</param>
internal sealed record StepWords(string Does, string Probe, string? Undo = null);
