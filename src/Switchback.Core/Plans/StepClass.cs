namespace Switchback.Core.Plans;

/// <summary>How grave a step is. The policy of approvals goes by it, and so does what a page warns of.</summary>
public enum StepClass
{
    Read,

    /// <summary>Another step takes it back, and nothing is lost by either.</summary>
    Reversible,

    /// <summary>It makes a copy writable: nothing takes that back without copying anew.</summary>
    Promote,

    /// <summary>It deletes or replaces what a copy holds.</summary>
    Destroy,

    /// <summary>It sends clients elsewhere.</summary>
    Route,
}
