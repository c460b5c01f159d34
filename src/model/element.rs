//! What bears on trust and is neither identity nor policy: security groups, trails, access blocks.
//!
//! An element is what a source says of one thing, setting by setting, in our own words; what that
//! means is for the surfaces of the graph to say.

use super::inventory::Origin;
use super::kind::kinds;
use super::names::Name;
use super::value::Unknown;

kinds! {
    /// What kind of element.
    pub enum ElementKind {
        /// Blocks public access by an access point of a bucket.
        AccessPointBlock "access-point-block",
        /// Blocks public access to all buckets of an account.
        AccountAccessBlock "account-access-block",
        /// A network access list.
        Acl "acl",
        /// A subnet has an access list.
        AclAssociation "acl-association",
        /// A rule of an access list.
        AclRule "acl-rule",
        /// An alarm on a metric.
        Alarm "alarm",
        /// Looks for access from outside.
        Analyzer "analyzer",
        /// An interface of programs, with its endpoints.
        Api "api",
        /// A bucket of S3.
        Bucket "bucket",
        /// Blocks public access to a bucket, whatever its policy and its lists say.
        BucketAccessBlock "bucket-access-block",
        /// How long a bucket keeps what is in it.
        BucketLifecycle "bucket-lifecycle",
        /// Locks what is in a bucket against deletion.
        BucketLock "bucket-lock",
        /// Keeps earlier versions of what is in a bucket.
        BucketVersioning "bucket-versioning",
        /// Delivers what a recorder of configurations sees.
        ConfigDelivery "config-delivery",
        /// Records the configurations of resources.
        ConfigRecorder "config-recorder",
        /// Whether a recorder of configurations runs.
        ConfigStatus "config-status",
        /// A cluster of databases, whose members let in whom it does.
        DatabaseCluster "database-cluster",
        /// Detects threats in an account and region.
        Detector "detector",
        /// One thing that a detector looks at.
        DetectorFeature "detector-feature",
        /// A gateway by which IPv6 leaves a network and does not come in.
        EgressGateway "egress-gateway",
        /// An endpoint on the internet, with what it asks of who comes.
        Endpoint "endpoint",
        /// The policy of an endpoint, declared by itself.
        EndpointPolicy "endpoint-policy",
        /// A route table leads to an endpoint of its network.
        EndpointRoute "endpoint-route",
        /// A service that other networks may take endpoints to.
        EndpointService "endpoint-service",
        /// Keeps events of an account to be searched.
        EventStore "event-store",
        /// A firewall stands before something.
        FirewallAssociation "firewall-association",
        /// A log of the traffic of a network.
        FlowLog "flow-log",
        /// A gateway belongs to a network.
        GatewayAttachment "gateway-attachment",
        /// An interface is in a security group.
        GroupMembership "group-membership",
        /// A rule of a security group.
        GroupRule "group-rule",
        /// A way through a network that nobody looks into.
        Hop "hop",
        /// Something with an address in a network: an instance, a load balancer, a database.
        Host "host",
        /// What instances will be made from.
        HostTemplate "host-template",
        /// Collects findings of an account and region.
        Hub "hub",
        /// A standard that an account is measured by.
        HubStandard "hub-standard",
        /// Scans for weak spots.
        Inspector "inspector",
        /// An interface belongs to an instance.
        InterfaceAttachment "interface-attachment",
        /// A gateway to the internet.
        InternetGateway "internet-gateway",
        /// A key of KMS.
        Key "key",
        /// A copy of a key in another region.
        KeyReplica "key-replica",
        /// A port that a load balancer listens to.
        Listener "listener",
        /// Where a listener sends some of what comes.
        ListenerRule "listener-rule",
        /// A group of logs.
        LogGroup "log-group",
        /// Sends the logs of a group on.
        LogSubscription "log-subscription",
        /// Looks for sensitive data.
        Macie "macie",
        /// The main route table of a network.
        MainRouteTable "main-route-table",
        /// Counts what a log says.
        MetricFilter "metric-filter",
        /// A gateway by which private addresses reach out.
        NatGateway "nat-gateway",
        /// The organization of the accounts.
        Organization "organization",
        /// An account of an organization, or a unit of accounts, with its name.
        OrganizationMember "organization-member",
        /// A parameter of Systems Manager.
        Parameter "parameter",
        /// Two networks that are joined.
        Peering "peering",
        /// The other side of a peering says yes.
        PeeringAccepter "peering-accepter",
        /// One range of a prefix list.
        PrefixEntry "prefix-entry",
        /// A list of address ranges.
        PrefixList "prefix-list",
        /// A public address of a host.
        PublicAddress "public-address",
        /// Blocks the internet for all networks of an account and region.
        PublicBlock "public-block",
        /// What that block leaves out.
        PublicBlockExclusion "public-block-exclusion",
        /// A log of the names that a network asks for.
        QueryLog "query-log",
        /// A role, as far as facts regard it: identities are no elements.
        Role "role",
        /// A route.
        Route "route",
        /// A subnet has a route table.
        RouteAssociation "route-association",
        /// A route table.
        RouteTable "route-table",
        /// A secret of Secrets Manager.
        Secret "secret",
        /// A copy of a secret in another region.
        SecretReplica "secret-replica",
        /// A secret gets a new value again and again.
        SecretRotation "secret-rotation",
        /// A security group.
        SecurityGroup "security-group",
        /// Who may take an endpoint to a service.
        ServiceConsumer "service-consumer",
        /// What something logs of its own use.
        ServiceLog "service-log",
        /// How long sessions of a role or permission set last.
        SessionLimit "session-limit",
        /// A subnet.
        Subnet "subnet",
        /// Subnets that databases may stand in.
        SubnetGroup "subnet-group",
        /// Findings that nobody is to see.
        Suppression "suppression",
        /// Something behind a load balancer.
        Target "target",
        /// What a load balancer sends to.
        TargetGroup "target-group",
        /// A trail of what is done in an account.
        Trail "trail",
        /// A transit route table is asked for what comes from an attachment.
        TransitAssociation "transit-association",
        /// A network or another gateway at a transit gateway.
        TransitAttachment "transit-attachment",
        /// A transit gateway.
        TransitGateway "transit-gateway",
        /// An attachment tells a transit route table its ranges.
        TransitPropagation "transit-propagation",
        /// A route of a transit route table.
        TransitRoute "transit-route",
        /// A network.
        Vpc "vpc",
        /// An endpoint of a service inside of a network.
        VpcEndpoint "vpc-endpoint",
        /// A tunnel to somewhere outside.
        Vpn "vpn",
        /// A gateway of tunnels.
        VpnGateway "vpn-gateway",
        /// Something that calls from subnets, where nobody calls it.
        Workload "workload",
        /// Whether a value that somebody sets is kept out of the state.
        WriteOnly "write-only",
    }
}

/// Something declared, with its settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub kind: ElementKind,
    /// What it is known by, among those of its kind: an ARN or the id that AWS gives; with a symbol
    /// where that is not known yet. What others refer to.
    pub id: Name,
    /// What it says, in order of keys.
    pub settings: Vec<Setting>,
    /// Where it is declared.
    pub origin: Origin,
}

/// One setting of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Which, in our own words: `block-public-policy`.
    pub key: Name,
    /// Its values as texts: one, or those of a list.
    pub known: Vec<Name>,
    /// Why that is not all; none if it is.
    pub open: Option<Unknown>,
    /// Where below the element's address it is written.
    pub attribute: Name,
}
