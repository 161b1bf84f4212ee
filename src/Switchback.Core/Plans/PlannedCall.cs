namespace Switchback.Core.Plans;

/// <summary>One call of a plan, exactly as it will be sent and as a person can send it.</summary>
/// <param name="Member">Who gets it.</param>
/// <param name="Line">The call in one line.</param>
/// <param name="Body">What goes with it; empty where nothing does.</param>
public sealed record PlannedCall(string Member, string Line, string Body)
{
    /// <summary>For a console, and for the eyes.</summary>
    public string Text => Body.Length == 0 ? Line : $"{Line}\n{Body}";
}

/// <summary>A call together with the items it is for.</summary>
/// <param name="Call">Which call.</param>
/// <param name="Items">Keys of the plan's items. Several where one call carries many names.</param>
public sealed record StepCall(PlannedCall Call, IReadOnlyList<string> Items);
