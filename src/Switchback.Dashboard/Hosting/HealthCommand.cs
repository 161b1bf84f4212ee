namespace Switchback.Dashboard.Hosting;

/// <summary>
/// <c>Switchback.Dashboard health [settings]</c>: asks the app that runs with these settings whether it is alive. Exit code 0 or 1.
/// For a container, whose image has no other program that could ask.
/// </summary>
internal static class HealthCommand
{
    public const string Word = "health";

    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables().AddCommandLine(args).Build();
        var (start, _) = StartSettings.Read(configuration);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(4) };
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(start.Urls[0]), "/health/live"));
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            Console.WriteLine(e.Message);
            return 1;
        }
    }
}
