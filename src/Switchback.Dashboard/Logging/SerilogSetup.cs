using Serilog;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Json;

namespace Switchback.Dashboard.Logging;

/// <summary>Two logs of the same events: lines for people on the console, JSON lines for machines in a file that rolls daily.</summary>
internal static class SerilogSetup
{
    private const string Line = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>Levels come from the section "Serilog" (MinimumLevel and its overrides), as do any further sinks.</summary>
    public static void AddSwitchbackLogging(this WebApplicationBuilder builder, string dataFolder)
    {
        var logger = new LoggerConfiguration()
            .ReadFrom.Configuration(builder.Configuration)
            .Enrich.FromLogContext()
            // A refusal in words, which its caller has read: no fault of ours.
            .Filter.ByExcluding(happened => happened.Exception is Microsoft.AspNetCore.SignalR.HubException)
            .WriteTo.Console(outputTemplate: Line, formatProvider: System.Globalization.CultureInfo.InvariantCulture)
            .WriteTo.File(
                new JsonFormatter(renderMessage: true),
                Path.Combine(dataFolder, "logs", "switchback-.jsonl"),
                rollingInterval: RollingInterval.Day,
                fileSizeLimitBytes: 64 * 1024 * 1024,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: 14)
            .CreateLogger();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ILoggerProvider>(_ => new SerilogLoggerProvider(logger, dispose: true));
    }
}
