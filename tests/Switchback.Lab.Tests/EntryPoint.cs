using Switchback.Lab.Tests.Replay;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Switchback.Lab.Tests;

/// <summary>Runs the tests, or the replayer where its words are given. The second is what xunit would have written here itself.</summary>
public static class EntryPoint
{
    public static Task<int> Main(string[] args)
    {
        if (Commands.Knows(args))
            return Commands.RunAsync(args, Console.Out);
        return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
            ? TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : ConsoleRunner.Run(args);
    }
}
