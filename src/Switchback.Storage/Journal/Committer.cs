using System.Threading.Channels;
using Switchback.Core.Journal;

namespace Switchback.Storage.Journal;

/// <summary>
/// The one that writes. While one lot is on its way to the disk the next gathers, and a lot shares one flush. Appends are decided here,
/// one after the other, so nobody is ever told of a conflict with something that was not recorded in the end.
/// </summary>
internal sealed class Committer
{
    private const int MostTogether = 1024;

    private readonly Channel<Request> _queue = Channel.CreateUnbounded<Request>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Action<IReadOnlyList<Request>> _commit;

    public Committer(Action<IReadOnlyList<Request>> commit)
    {
        _commit = commit;
        Work = Task.Run(RunAsync);
    }

    /// <summary>Ends when everything accepted has been answered.</summary>
    public Task Work { get; }

    /// <summary>False when no more is accepted.</summary>
    public bool Offer(Request request) => _queue.Writer.TryWrite(request);

    public void Close() => _queue.Writer.TryComplete();

    private async Task RunAsync()
    {
        var lot = new List<Request>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (lot.Count < MostTogether && _queue.Reader.TryRead(out var next))
            {
                if (!next.IsGivenUp()) lot.Add(next);
            }

            _commit(lot);
            lot.Clear();
        }
    }
}

/// <summary>An append on its way.</summary>
internal sealed class Request(string stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<Appended> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Stream => stream;

    public Task<Appended> Answer => _answer.Task;

    public ExpectedVersion Expected => expected;

    public IReadOnlyList<NewEvent> Events => events;

    public void Settle(Appended outcome) => _answer.TrySetResult(outcome);

    /// <summary>The last moment at which a cancellation is heard.</summary>
    public bool IsGivenUp() => cancellationToken.IsCancellationRequested && _answer.TrySetCanceled(cancellationToken);
}
