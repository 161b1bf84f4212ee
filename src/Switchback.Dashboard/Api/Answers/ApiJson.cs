using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Switchback.Dashboard.Api.Streaming;
using Switchback.Dashboard.Health;

namespace Switchback.Dashboard.Api.Answers;

/// <summary>How answers are written: camelCase, what is not known as null and never left out. Generated at build.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(FleetAnswer))]
[JsonSerializable(typeof(ListAnswer<PairAnswer>))]
[JsonSerializable(typeof(ListAnswer<ClusterAnswer>))]
[JsonSerializable(typeof(FactListAnswer<AutoFollowAnswer>))]
[JsonSerializable(typeof(FactListAnswer<RemoteAnswer>))]
[JsonSerializable(typeof(PairDetailAnswer))]
[JsonSerializable(typeof(FollowerListAnswer))]
[JsonSerializable(typeof(FollowerDetailAnswer))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(LifeAnswer))]
[JsonSerializable(typeof(ReadyAnswer))]
[JsonSerializable(typeof(FleetDelta))]
[JsonSerializable(typeof(PairSnapshot))]
[JsonSerializable(typeof(PairDelta))]
[JsonSerializable(typeof(FollowersSnapshot))]
[JsonSerializable(typeof(FollowersDelta))]
internal sealed partial class ApiJson : JsonSerializerContext;
