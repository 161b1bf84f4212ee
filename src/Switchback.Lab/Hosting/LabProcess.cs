using System.CommandLine;
using Switchback.Lab.Clusters;
using Switchback.Lab.Scenarios;

namespace Switchback.Lab.Hosting;

/// <summary>The lab as a program of its own: reads the command line, opens the ports, waits for the end.</summary>
public static class LabProcess
{
    public static async Task<int> RunAsync(string[] args)
    {
        var clusters = new Option<string>("--clusters")
        {
            Description = "Clusters to simulate: name:port[:version], separated by commas. Port 0 takes a free one.",
            DefaultValueFactory = _ => "clusterA:9211,clusterB:9212",
        };
        var version = new Option<string>("--version")
        {
            Description = $"Profile of clusters that name none: {string.Join(", ", Profile.All.Select(profile => profile.Number))}.",
            DefaultValueFactory = _ => Profile.Newest.Number,
        };
        var seed = new Option<int>("--seed") { Description = "Everything left to chance follows from it.", DefaultValueFactory = _ => 1 };
        var security = new Option<string?>("--security") { Description = "name:password of a superuser; switches security on." };
        var scenario = new Option<string?>("--scenario") { Description = $"Begin with a scenario instead of empty: {string.Join(", ", ScenarioLibrary.All.Select(s => s.Name))}." };
        var master = new Option<int>("--master-ms") { Description = "What each change of a cluster's state costs its master, in milliseconds (18 on the machine it was measured on)." };
        var https = new Option<string?>("--https") { Description = "Speak TLS; the authority's certificate is written to ca.crt in this folder." };
        var command = new RootCommand("Simulated Elasticsearch clusters for rehearsals and tests.") { clusters, version, seed, security, https, scenario, master };
        // The built-in --version would print the program's own; here it names the simulated one.
        foreach (var builtIn in command.Options.OfType<VersionOption>().ToList()) command.Options.Remove(builtIn);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var options = new LabOptions
                {
                    Clusters = [.. ClusterArguments.Parse(parsed.GetRequiredValue(clusters), parsed.GetRequiredValue(version))],
                    Seed = parsed.GetRequiredValue(seed),
                    Superuser = ClusterArguments.ParseSuperuser(parsed.GetValue(security)),
                    Https = parsed.GetValue(https),
                    MasterCost = TimeSpan.FromMilliseconds(parsed.GetValue(master)),
                };
                return await ServeAsync(options, parsed.GetValue(scenario), cancellation);
            }
            catch (Exception e) when (e is FormatException or IOException or ScenarioException or Control.ControlException)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 2;
            }
        });
        return await command.Parse(args).InvokeAsync();
    }

    private static async Task<int> ServeAsync(LabOptions options, string? scenario, CancellationToken cancellationToken)
    {
        await using var host = await LabHost.StartAsync(options, cancellationToken, isReady: scenario is null);
        if (scenario is not null) await new Control.ScenarioControl(host).BuildAsync(scenario);
        host.IsReady = true;
        foreach (var cluster in host.Laboratory.Clusters)
            Console.WriteLine($"{cluster.Name} {cluster.Profile.Number} {host.Url(cluster.Name)}");
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => ended.TrySetResult());
        await Task.WhenAny(ended.Task, host.ShutdownRequested);
        return 0;
    }
}
