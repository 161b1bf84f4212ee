namespace Switchback.Lab.Clusters;

/// <summary>
/// A version of Elasticsearch with everything in which it differs from the others. Code asks for the behaviour, never for
/// the number; the number stands only in the table below.
/// </summary>
public sealed record Profile(
    string Number,
    string BuildFlavor,
    string BuildType,
    string BuildHash,
    string BuildDate,
    string LuceneVersion,
    string MinimumWireCompatibility,
    string MinimumIndexCompatibility,
    string IndexVersionCreated)
{
    private static readonly Profile[] Table =
    [
        new("7.8.1", "default", "zip", "b5ca9c58fb664ca8bf9e4057fc229b3396bf3a89", "2020-07-21T16:40:44.668009Z", "8.5.1", "6.8.0", "6.0.0-beta1", "7080199"),
        new("7.17.29", "default", "docker", "580aff1a0064ce4c93293aaab6fcc55e22c10d1c", "2025-06-19T01:37:57.847711500Z", "8.11.3", "6.8.0", "6.0.0-beta1", "7172999"),
        new("8.19.2", "default", "docker", "c1c00e18ef14acd650768ff01f037eaede0c1f7b", "2025-08-11T10:07:54.721189302Z", "9.12.2", "7.17.0", "7.0.0", "8536000"),
        new("9.2.1", "default", "docker", "4ad0ef0e98a2e72fafbd79a19fa5cae2f026117d", "2025-11-06T22:07:39.673130621Z", "10.3.1", "8.19.0", "8.0.0", "9039001"),
    ];

    public static IReadOnlyList<Profile> All => Table;

    public static Profile Newest => Table[^1];

    public Version Version { get; } = Version.Parse(Number);

    /// <summary>An exact number of the table, or a major/minor prefix of one ("8", "7.17").</summary>
    public static Profile? Find(string number) =>
        Table.FirstOrDefault(profile => profile.Number == number)
        ?? Table.LastOrDefault(profile => profile.Number.StartsWith(number + ".", StringComparison.Ordinal));

    /// <summary>The same release line at another patch level: what an upgrade that stopped half way leaves behind.</summary>
    public Profile AtPatch(int patch) => new(
        $"{Version.Major}.{Version.Minor}.{patch}", BuildFlavor, BuildType, BuildHash, BuildDate, LuceneVersion,
        MinimumWireCompatibility, MinimumIndexCompatibility, IndexVersionCreated);

    public bool AtLeast(int major, int minor = 0) => Version >= new Version(major, minor);

    /// <summary>What a 401 asks for, in this version's order and punctuation; bearer tokens only over TLS.</summary>
    public string[] Challenges(bool tls)
    {
        var basic = $"Basic realm=\"security\"{(AtLeast(8, 15) ? "," : "")} charset=\"UTF-8\"";
        const string Bearer = "Bearer realm=\"security\"";
        if (!AtLeast(7, 11)) return tls ? [Bearer, "ApiKey", basic] : ["ApiKey", basic];
        return tls ? [basic, Bearer, "ApiKey"] : [basic, "ApiKey"];
    }

    /// <summary>A credential that is no good is named in the 401, rather than taken for none.</summary>
    public bool NamesUselessCredentials => AtLeast(7, 11);

    /// <summary>A 403 says on which indices, and which privileges would have helped.</summary>
    public bool ExplainsDenials => AtLeast(7, 12);

    public string RolesInDenials => AtLeast(8, 5) ? "effective roles" : "roles";

    /// <summary>Who it is comes first of all, even for a path that does not exist.</summary>
    public bool SignsInBeforeRouting => AtLeast(8, 8);

    /// <summary>application/vnd.elasticsearch+json and its like.</summary>
    public bool HasVersionedMediaTypes => AtLeast(7, 11);

    /// <summary>compatible-with in a media type means something.</summary>
    public bool ChecksCompatibility => AtLeast(8);

    public string TooLongLine => AtLeast(8, 11) ? "too_long_http_line_exception" : "too_long_frame_exception";

    public string TooLongHeaders => AtLeast(8, 11) ? "too_long_http_header_exception" : "too_long_frame_exception";

    public int LongestHeaders => AtLeast(8, 7) ? 16 * 1024 : 8 * 1024;

    public bool NamesAuthenticationType => AtLeast(7, 10);

    /// <summary>Who signed in with a key is told which.</summary>
    public bool NamesUsedKey => AtLeast(7, 14);

    /// <summary>Keys are listed without a filter, with their privileges.</summary>
    public bool ListsAllKeys => AtLeast(8, 5);

    /// <summary>Several keys are invalidated at once, by their ids.</summary>
    public bool InvalidatesKeysByIds => AtLeast(7, 10);

    /// <summary>A new key comes in the form in which it is sent, too.</summary>
    public bool EncodesNewKeys => AtLeast(7, 16);

    public bool LicenceNamesResourceUnits => AtLeast(8);

    /// <summary>Keys that another cluster signs in with.</summary>
    public bool HasCrossClusterKeys => AtLeast(8, 14);

    /// <summary>A search's size and place of -1, as query parameters, are none at all.</summary>
    public bool TakesMinusOneForUnsaid => !AtLeast(8);

    /// <summary>A write may demand that its name be an alias.</summary>
    public bool HasRequireAlias => AtLeast(7, 10);

    /// <summary>A bulk's action that nobody knows is an error; older versions pass over it.</summary>
    public bool RefusesUnknownBulkActions => AtLeast(8);

    /// <summary>An alias in <c>remote:index</c> that no setting names; older versions take the whole for an index.</summary>
    public bool RefusesUnknownRemotes => AtLeast(8);

    /// <summary>A cross-cluster search counts its remotes by what became of them.</summary>
    public bool TellsEachRemotesState => AtLeast(8, 11);

    public bool TellsWhetherScrollsStopEarly => !AtLeast(8);

    public bool HasTypes => !AtLeast(8);

    public bool HasDataStreams => AtLeast(7, 9);

    /// <summary>Backing indices carry the day they were made in their name.</summary>
    public bool DatesBackingIndices => AtLeast(7, 11);

    /// <summary>Data streams tell whether they are replicated, hidden, of the system.</summary>
    public bool DescribesStreams => AtLeast(7, 12);

    public bool HasBlockCall => AtLeast(7, 9);

    public bool HasResolveIndex => AtLeast(7, 9);

    /// <summary>New indices say which tier of nodes they belong to.</summary>
    public bool PlacesIndicesInTiers => AtLeast(7, 10);

    public bool RequiresSoftDeletes => AtLeast(8);

    public bool RequiresNamesForDestruction => AtLeast(8);

    /// <summary>7.17 warns that closing will wait for shards one day; 8 does.</summary>
    public bool WarnsOfCloseDefault => AtLeast(7, 12) && !AtLeast(8);

    public bool CloseWaitsForShards => AtLeast(8);

    public bool OpensAndClosesWithoutNames => !AtLeast(8);

    /// <summary>A mapping conflict is told in the words of the newer mappers.</summary>
    public bool TellsWhatChangedInMappings => AtLeast(7, 9);

    public bool ExplainsUnknownFieldTypes => AtLeast(8);

    public bool CountsUnassignedPrimaries => AtLeast(8, 16);

    public bool CountsShardsInStats => AtLeast(8);

    public bool CountsBulksInStats => AtLeast(7, 11);

    public bool CountsReservedBytes => AtLeast(7, 15);

    public bool CountsDocumentBytes => AtLeast(8, 16);

    public bool ShowsHealthInStats => AtLeast(8, 1);

    public bool ShowsDatasetSize => AtLeast(8, 11);

    public string RoleLetters => AtLeast(7, 10) ? "cdfhilmrstw" : "dimrt";

    public bool AliasesShareNamesWithStreams => AtLeast(7, 9);

    public bool HasProductHeader => AtLeast(7, 14);

    /// <summary>A failure put into words names every cause, not only the outermost.</summary>
    public bool PrintsChainOfCauses => !AtLeast(8);

    /// <summary>follow and auto-follow take settings of the follower's own.</summary>
    public bool OverridesFollowerSettings => AtLeast(7, 9);

    /// <summary>An alias or data stream as a leader is refused as what it is, not as missing.</summary>
    public bool NamesWhatCannotLead => AtLeast(7, 9);

    /// <summary>A followed backing index may go into a data stream of another name.</summary>
    public bool RenamesDataStreams => AtLeast(8, 4);

    /// <summary>_ccr/stats adds up each index's lag.</summary>
    public bool SumsCheckpointLag => AtLeast(8, 13);

    /// <summary>unfollow never answers where the remote's settings are gone.</summary>
    public bool UnfollowHangsWithoutRemote => !AtLeast(7, 13);

    /// <summary>CCR's calls read master_timeout and timeout.</summary>
    public bool CcrTakesTimeouts => AtLeast(8, 15);

    /// <summary>What the one node of a cluster does; later versions tell tiers of data apart.</summary>
    public IReadOnlyList<string> NodeRoles => AtLeast(7, 10)
        ? ["data", "data_cold", "data_content", "data_frozen", "data_hot", "data_warm", "ingest", "master", "ml", "remote_cluster_client", "transform"]
        : ["data", "ingest", "master", "remote_cluster_client", "transform"];

    public IReadOnlyDictionary<string, string> NodeAttributes => AtLeast(8)
        ? new Dictionary<string, string> { ["xpack.installed"] = "true", ["transform.config_version"] = "10.0.0", ["ml.config_version"] = "12.0.0" }
        : new Dictionary<string, string> { ["xpack.installed"] = "true", ["transform.node"] = "true" };

    /// <summary>The task list says of what can be cancelled whether it was.</summary>
    public bool TellsWhatIsCancelled => AtLeast(7, 14);

    /// <summary>A remote whose seeds are all gone is tried again rather than given up.</summary>
    public bool RetriesWithoutSeedNodes => AtLeast(8, 7);

    /// <summary>Auto-follow patterns may name what they do not mean.</summary>
    public bool ExcludesFromAutoFollow => AtLeast(7, 14);

    public bool SkipsUnavailableByDefault => AtLeast(8, 15);

    public bool NamesWhyProxyRefused => AtLeast(8, 7);

    /// <summary>Transient settings are deprecated: every call that sets one is warned.</summary>
    public bool WarnsOfTransientSettings => AtLeast(7, 16);

    /// <summary>A lifecycle policy is shown with what uses it.</summary>
    public bool ShowsUseOfPolicies => AtLeast(7, 14);

    /// <summary>Lists of snapshots come in pages, with totals.</summary>
    public bool PagesSnapshots => AtLeast(7, 15);

    public bool HasNodeShutdown => AtLeast(7, 15);

    /// <summary>Reading the settings was part of reading the cluster state, and became an action of its own.</summary>
    public bool HasSettingsAction => AtLeast(8, 3);

    /// <summary>Connections to a remote may compress some of what they carry; before, all or nothing.</summary>
    public bool CompressesByKind => AtLeast(7, 14);

    /// <summary>Each remote may have a compression of its own.</summary>
    public bool ChoosesRemoteCompression => AtLeast(7, 15);

    /// <summary>What Java says where an index is looked up by a name that no index has.</summary>
    public string NoMetadataOfIndex => "Cannot invoke \"org.elasticsearch.cluster.metadata.IndexMetadata.getIndex()\" because the return value of "
        + $"\"org.elasticsearch.cluster.metadata.{(AtLeast(9) ? "ProjectMetadata" : "Metadata")}.index(String)\" is null";

    /// <summary>7.x appends the charset, later versions do not.</summary>
    public string JsonContentType => AtLeast(8) ? "application/json" : "application/json; charset=UTF-8";
}
