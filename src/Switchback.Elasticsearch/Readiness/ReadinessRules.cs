using Switchback.Core.Readiness;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>
/// Says whether a pair can go one way now, and what stands in the way. Pure: the same facts and the same moment give the same
/// report. Failing over needs the away side; failing back needs both, because home has to copy what away took meanwhile.
/// </summary>
public static class ReadinessRules
{
    public static ReadinessReport Judge(PairReadinessInput input)
    {
        var (from, to) = Party.Of(input);
        return ReadinessReport.Of(input.Direction,
        [
            .. SideChecks.Of(to, input.Direction),
            .. SideChecks.Of(from, input.Direction),
            .. MatchChecks.Of(from, to, input.Direction),
            .. RemoteChecks.Of(from, to, input.Direction),
            .. PatternChecks.Of(from, to),
            .. ItemChecks.Of(from, to, input.Direction),
            .. DefinitionChecks.Of(from, to),
        ]);
    }

    public static (ReadinessReport FailOver, ReadinessReport FailBack) JudgeBoth(PairReadinessInput input) =>
        (Judge(input with { Direction = Direction.FailOver }), Judge(input with { Direction = Direction.FailBack }));
}
