using System.CommandLine;

namespace Switchback.Lab.Tests.Replay;

/// <summary>The words this executable knows besides the test runner's.</summary>
public static class Commands
{
    public static bool Knows(string[] args) => args is ["replay" or "ledger", ..];

    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Replays the recordings of a real pair.") { ReplayCommandLine(), LedgerCommandLine() };
        return root.Parse(args).InvokeAsync();
    }

    private static Command ReplayCommandLine()
    {
        var file = new Argument<string>("file") { Description = "a recording's name or path, or all" };
        var a = new Option<Uri>("--a") { Description = "where clusterA listens", Required = true };
        var b = new Option<Uri>("--b") { Description = "where clusterB listens", Required = true };
        var lab = new Option<bool>("--lab") { Description = "the pair is the lab's: its switches are used (asked when neither is said)" };
        var real = new Option<bool>("--real") { Description = "the pair is real: it must be empty, and nothing is stopped or frozen" };
        var verbose = new Option<bool>("--verbose") { Description = "whole values, the request's body and both answers" };
        var steps = new Option<string?>("--steps") { Description = "print only these: 7, 7-12, 7- or -12" };
        var command = new Command("replay", "Replays recordings against a running pair; ends with 0 if it parts nowhere.")
        {
            file, a, b, lab, real, verbose, steps,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var kind = parsed.GetValue(lab) ? PairKind.Lab : parsed.GetValue(real) ? PairKind.Real : PairKind.Asked;
            var report = ReportOptions.Between(parsed.GetValue(verbose), parsed.GetValue(steps));
            var request = new ReplayRequest(parsed.GetValue(file)!, parsed.GetValue(a)!, parsed.GetValue(b)!, kind, report);
            return new ReplayCommand(Console.Out).RunAsync(request, cancellation);
        });
        return command;
    }

    private static Command LedgerCommandLine()
    {
        var command = new Command("ledger", $"Replays every recording against labs in this process and rewrites {PartingLedger.FileName}.");
        command.SetAction((_, cancellation) => new LedgerCommand(Console.Out).RunAsync(cancellation));
        return command;
    }
}
