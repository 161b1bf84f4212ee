using System.Diagnostics.CodeAnalysis;

namespace Switchback.Elasticsearch.Outcomes;

/// <summary>What a read brought: a value, or a fault that says why there is none. No exception stands for either.</summary>
public abstract record Answer<T>
{
    private Answer()
    {
    }

    public sealed record Success(T Value) : Answer<T>;

    public sealed record Failure(Fault Fault) : Answer<T>;

    public bool TryGet([MaybeNullWhen(false)] out T value, [MaybeNullWhen(true)] out Fault fault)
    {
        value = this is Success success ? success.Value : default;
        fault = this is Failure failure ? failure.Fault : null;
        return fault is null;
    }

    public Answer<TOther> Map<TOther>(Func<T, TOther> map) => this switch
    {
        Success success => new Answer<TOther>.Success(map(success.Value)),
        Failure failure => new Answer<TOther>.Failure(failure.Fault),
        _ => throw new InvalidOperationException("Answer is closed."),
    };

    public static implicit operator Answer<T>(Fault fault) => new Failure(fault);
}
