using System.Text;
using Switchback.Core.Plans;

namespace Switchback.Dashboard.Api.Runs;

/// <summary>A plan as a shell script, for a person who has to do it by hand. It stops at the first call that is refused.</summary>
internal static class PlanScript
{
    public static string Of(Plan plan, Func<Plan, PlanStep, IReadOnlyList<StepCall>> callsOf)
    {
        var text = new StringBuilder();
        Line("#!/usr/bin/env bash");
        Line($"# {plan.Title}");
        Line($"# Plan {plan.Id}, made {plan.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z by {plan.MadeBy}, hash {plan.Hash}");
        Line("# Look before each step and after it: an answer is no proof. What is destroyed stays destroyed.");
        foreach (var gone in plan.Destroys) Line($"# Destroys: {gone.ReplaceLineEndings(" ")}");
        Line("set -euo pipefail");
        foreach (var member in plan.Steps.Select(step => step.Member).Distinct(StringComparer.Ordinal)) Line($": \"${{{Variable(member)}:?the address of {member}, such as https://host:9200}}\"");
        Line("call() { curl --fail-with-body --silent --show-error -H 'Content-Type: application/json' ${CURL_OPTIONS:-} \"$@\"; echo; }");
        foreach (var step in plan.Steps)
        {
            Line("");
            Line($"# {step.Number}. {step.Words.ReplaceLineEndings(" ")}");
            if (step.IsPointOfNoReturn) Line("# POINT OF NO RETURN");
            foreach (var call in callsOf(plan, step).Select(call => call.Call))
            {
                var (method, target) = (call.Line[..call.Line.IndexOf(' ')], call.Line[(call.Line.IndexOf(' ') + 1)..]);
                Line($"call -X {method} \"${Variable(call.Member)}\"{Quoted(target)}{(call.Body.Length == 0 ? "" : $" -d {Quoted(call.Body)}")}");
            }

            Line($"# Then see: {step.Probe.ReplaceLineEndings(" ")}");
        }

        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');
    }

    private static string Variable(string member) => string.Concat(member.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_')) + "_URL";

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
