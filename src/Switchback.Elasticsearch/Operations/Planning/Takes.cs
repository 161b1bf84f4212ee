namespace Switchback.Elasticsearch.Operations.Planning;

/// <summary>What a verb does with an item: takes it, leaves it out because it is already as wished, or refuses it. A closed set.</summary>
/// <param name="Why">Null when it is taken.</param>
/// <param name="Lift">What takes the obstacle away; null when it is not refused.</param>
/// <param name="Guard">The guard that refuses, where it may be set aside.</param>
internal readonly record struct Takes(string? Why, string? Lift, string? Guard = null)
{
    public static readonly Takes It = new(null, null);

    public bool IsTaken => Why is null;

    public bool IsLeftOut => Why is not null && Lift is null;

    /// <param name="why">Goes on after "is left out:" or "are left out:".</param>
    public static Takes LeftOut(string why) => new(why, null);

    public static Takes Refused(string why, string lift, string? guard = null) => new(why, lift, guard);
}
