using Switchback.Core.Readiness;

namespace Switchback.Elasticsearch.Readiness;

/// <summary>
/// Says whether a pair can go one way now, and what stands in the way. Pure: the same facts and the same moment give the same
/// report. Failing over needs the away side; failing back needs both, because home has to copy what away took meanwhile.
/// </summary>
public static class ReadinessRules
{
    public static ReadinessReport Judge(Direction direction, ReadinessInput input)
    {
        var (from, to) = Party.Of(direction, input);
        return ReadinessReport.Of(
            direction,
            [
                .. SideChecks.Of(to, direction),
                .. SideChecks.Of(from, direction),
                .. MatchChecks.Of(from, to, direction),
                .. CopyChecks.Of(from, to, direction),
                .. RemoteChecks.Of(from, to, direction),
                .. PatternChecks.Of(from, to),
                .. ItemChecks.Of(from, to, direction),
                .. DefinitionChecks.Of(from, to),
            ],
            input.Now);
    }
}
