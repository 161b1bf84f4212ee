using System.CommandLine;
using System.CommandLine.Parsing;

namespace Switchback.Lab.Tests.Replay;

/// <summary>The words this executable knows besides the test runner's.</summary>
public static class Commands
{
    public static bool Knows(string[] args) => args is ["replay" or "ledger", ..];

    public static Task<int> RunAsync(string[] args, TextWriter output)
    {
        var root = new RootCommand("Replays the recordings of a real pair.") { ReplayWith(output), LedgerWith(output) };
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = output });
    }

    private static Command ReplayWith(TextWriter output)
    {
        var file = new Argument<string>("file") { Description = "a recording's name or path, or all" };
        var a = new Option<Uri>("--a") { Description = "where clusterA listens, as http://127.0.0.1:9211", Required = true, CustomParser = ReadAddress };
        var b = new Option<Uri>("--b") { Description = "where clusterB listens", Required = true, CustomParser = ReadAddress };
        var lab = new Option<bool>("--lab") { Description = "the pair is the lab's: its switches are used (asked when neither is said)" };
        var real = new Option<bool>("--real") { Description = "the pair is real: it must be empty, and nothing is stopped or frozen" };
        var verbose = new Option<bool>("--verbose") { Description = "whole values, the request's body and both answers" };
        var steps = new Option<StepRange>("--steps") { Description = "print only these: 7, 7-12, 7- or -12", CustomParser = ReadSteps, DefaultValueFactory = _ => StepRange.All };
        var command = new Command("replay", "Replays recordings against a running pair; ends with 0 if it parts nowhere.")
        {
            file, a, b, lab, real, verbose, steps,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var kind = parsed.GetValue(lab) ? PairKind.Lab : parsed.GetValue(real) ? PairKind.Real : PairKind.Asked;
            var report = new ReportOptions(parsed.GetValue(verbose), parsed.GetValue(steps)!);
            var request = new ReplayRequest(parsed.GetValue(file)!, parsed.GetValue(a)!, parsed.GetValue(b)!, kind, report);
            return new ReplayCommand(output).RunAsync(request, cancellation);
        });
        return command;
    }

    private static Command LedgerWith(TextWriter output)
    {
        var command = new Command("ledger", $"Replays every recording against labs in this process and rewrites {PartingLedger.FileName}.");
        command.SetAction((_, cancellation) => new LedgerCommand(output).RunAsync(cancellation));
        return command;
    }

    private static Uri? ReadAddress(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        result.AddError($"an address is written as http://127.0.0.1:9211, not '{text}'");
        return null;
    }

    private static StepRange? ReadSteps(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (StepRange.TryParse(text) is { } range)
            return range;
        result.AddError($"steps are written as 7, 7-12, 7- or -12, not '{text}'");
        return null;
    }
}
