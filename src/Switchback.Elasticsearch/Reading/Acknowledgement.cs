using Switchback.Elasticsearch.Outcomes;

namespace Switchback.Elasticsearch.Reading;

/// <summary>
/// <c>{"acknowledged":true}</c>. With false the change was made on the master and not all nodes confirmed it in time: not a
/// yes, so it ends as unreadable, which for an effect means unknown.
/// </summary>
internal static class Acknowledgement
{
    public static Acknowledged Read(ReadOnlyMemory<byte> body) => JsonAt.Read(body, root =>
    {
        Require(root);
        return new Acknowledged();
    });

    public static void Require(JsonAt root)
    {
        if (!root.Flag("acknowledged")) throw new UnreadableException("an effect that is not confirmed by all nodes", "acknowledged");
    }
}
