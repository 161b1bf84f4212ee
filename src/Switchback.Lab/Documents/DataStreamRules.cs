using Switchback.Lab.Clusters;
using Switchback.Lab.Http;
using Switchback.Lab.Indices;

namespace Switchback.Lab.Documents;

/// <summary>A data stream is only added to: through its own name, by create.</summary>
public static class DataStreamRules
{
    public static void Check(WriteRequest request, IndexState index, Cluster cluster)
    {
        if (index.DataStream is not { } stream) return;
        if (cluster.State.DataStreams.ContainsKey(request.Index))
        {
            if (request.Kind != WriteKind.Create) throw Errors.IllegalArgument("only write ops with an op_type of create are allowed in data streams");
            return;
        }
        if (request.Kind == WriteKind.Create)
        {
            throw Errors.IllegalArgument(
                $"index request with op_type=create targeting backing indices is disallowed, target corresponding data stream [{stream}] instead");
        }
        if (request.Kind == WriteKind.Index && request.IfSeqNo == WriteRequest.NoSeqNo)
        {
            throw Errors.IllegalArgument("index request with op_type=index and no if_primary_term and if_seq_no set targeting backing indices is disallowed, "
                + $"target corresponding data stream [{stream}] instead");
        }
    }
}
