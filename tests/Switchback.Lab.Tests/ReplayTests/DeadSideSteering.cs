using Switchback.Lab.Tests.Replay;

namespace Switchback.Lab.Tests.ReplayTests;

/// <summary>A steering that does nothing, for a pair of which one side is gone.</summary>
public sealed class DeadSideSteering : ISteering
{
    public Task PrepareAsync(Recording recording, CancellationToken cancellation) => Task.CompletedTask;

    public Task HandleAsync(Handling handling, Side cluster, CancellationToken cancellation) => Task.CompletedTask;

    public Task PassAsync(TimeSpan time, CancellationToken cancellation) => Task.CompletedTask;

    public Task<TimeSpan> PassBetweenLooksAsync(int look, CancellationToken cancellation) => Task.FromResult(TimeSpan.FromSeconds(1));

    public Task PassWhileHangingAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task PassBeforeGivingUpAsync(TimeSpan time, CancellationToken cancellation) => Task.CompletedTask;
}
