using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Switchback.Tests.Running;

namespace Switchback.EndToEnd.Tests;

/// <summary>A rehearsal whose app can be killed, and whose time of day can be moved.</summary>
public sealed class ClockedRehearsal : Rehearsal
{
    public MovedClock Clock { get; } = new();

    protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Clock);
}
