namespace Switchback.Bench.Stub;

/// <summary>The stub as a process of its own, so that its work is not counted as the app's. It ends when its input does.</summary>
internal static class StubCommand
{
    public static async Task<int> RunAsync(int followers, CancellationToken cancel)
    {
        await using var server = await StubServer.StartAsync(followers, TimeProvider.System);
        Console.WriteLine(server.LeaderUrl);
        Console.WriteLine(server.FollowerUrl);
        await Console.In.ReadLineAsync(cancel);
        return 0;
    }
}
