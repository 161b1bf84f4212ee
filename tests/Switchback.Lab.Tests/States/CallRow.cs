using Switchback.Lab.Tests.Replication;
using Switchback.Lab.Tests.Running;

namespace Switchback.Lab.Tests.States;

/// <summary>A call, the states in which it is made, and how it is answered there: by an error of that type and reason, or with that text.</summary>
public sealed record CallRow(string States, string Call, string? Body, int Status, string? Type, string? Reason, string? Says, string Versions)
{
    public const string EveryVersion = "7.8.1 9";

    public void Check(Pair pair, Answer answer)
    {
        Assert.True(Status == answer.Status, $"{Status} expected: {answer.Status} {answer.Text}");
        if (Type is not null) Assert.Equal(Type, answer.Type);
        if (Reason is not null) Assert.Equal(pair.Fill(Reason), answer.Reason);
        if (Says is not null) Assert.Contains(pair.Fill(Says), answer.Text, StringComparison.Ordinal);
    }
}

/// <summary>A table of such rows, written down call by call, and the cases it makes: every row in each of its versions and states.</summary>
public sealed class CallTable
{
    private readonly Dictionary<string, (string Version, FollowerState State, CallRow Row)> _cases = [];

    private string _call = "", _versions = CallRow.EveryVersion;

    private string? _body;

    public TheoryData<string> Names => [.. _cases.Keys];

    public (string Version, FollowerState State, CallRow Row) this[string name] => _cases[name];

    public CallTable Call(string call, string? body = null, string versions = CallRow.EveryVersion)
    {
        (_call, _body, _versions) = (call, body, versions);
        return this;
    }

    public CallTable Answers(string states, int status, string says = "") => Add(states, status, null, null, says);

    public CallTable Refuses(string states, int status, string type, string reason) => Add(states, status, type, reason, null);

    private CallTable Add(string states, int status, string? type, string? reason, string? says)
    {
        var row = new CallRow(states, _call, _body, status, type, reason, says, _versions);
        foreach (var version in _versions.Split(' '))
            foreach (var state in states.Split(' '))
                _cases.Add($"{version} {state}: {_call} {_body}".TrimEnd(), (version, Enum.Parse<FollowerState>(state), row));
        return this;
    }
}
