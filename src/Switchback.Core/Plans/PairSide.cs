using Switchback.Core.Fleet;

namespace Switchback.Core.Plans;

/// <summary>One side of one pair.</summary>
/// <param name="Member">What that side is called, for whoever reads the line.</param>
public sealed record PairSide(string Pair, Side Side, string Member);
