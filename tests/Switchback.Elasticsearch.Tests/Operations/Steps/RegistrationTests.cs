using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Switchback.Core.Plans;
using Switchback.Elasticsearch.Operations.Steps;

namespace Switchback.Elasticsearch.Tests.Operations.Steps;

public sealed class RegistrationTests
{
    [Fact]
    public void Services_WithAPlanner_GiveTheDriverThatPairsAreConfiguredFor()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILogger<ElasticsearchCluster>>(NullLogger<ElasticsearchCluster>.Instance);
        services.AddElasticsearch(new ConfigurationBuilder().Build());
        services.AddSingleton<IOperationPlanner, OnePlanner>();
        services.AddOperations().AddOperations();
        using var provider = services.BuildServiceProvider();

        var driver = Assert.Single(provider.GetServices<IDriver>());

        Assert.Equal(ElasticsearchRegistration.SystemName, driver.System);
        Assert.Equal("pause", Assert.Single(driver.Operations).Verb);
        Assert.NotNull(provider.GetRequiredService<StepBook>());
    }

    private sealed class OnePlanner : IOperationPlanner
    {
        public IReadOnlyList<OperationInfo> Operations { get; } = [new("pause", "Pause", "Stops the copying.", StepClass.Reversible)];

        public Task<PlanOutcome> PlanAsync(PlanRequest request, string by, CancellationToken cancel) => Task.FromResult<PlanOutcome>(new PlanOutcome.Refused([]));
    }
}
