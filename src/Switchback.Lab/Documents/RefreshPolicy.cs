using Switchback.Lab.Http;

namespace Switchback.Lab.Documents;

/// <summary>When a write wants to be seen by searches.</summary>
public enum RefreshPolicy
{
    None,
    Immediate,
    WaitFor,
}

public static class RefreshPolicies
{
    public static RefreshPolicy Of(RestCall call) => call.Query("refresh") switch
    {
        null or "false" => RefreshPolicy.None,
        "" or "true" => RefreshPolicy.Immediate,
        "wait_for" => RefreshPolicy.WaitFor,
        var other => throw Errors.IllegalArgument($"Unknown value for refresh: [{other}]."),
    };
}
