using Switchback.Elasticsearch.Operations.Planning;

namespace Switchback.Dashboard.Pages.Operate.Follow;

/// <summary>One of the leader's indices as a line of the list.</summary>
public sealed record LeaderLine(int Place, LeaderOffer Offer, bool IsChosen)
{
    /// <summary>Why it cannot be chosen, or what to know before.</summary>
    public string About => Offer.WhyNot ?? Offer.Note ?? "";
}
