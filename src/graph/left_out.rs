//! Ways that public catalogues name and that are not modelled, each with the reason: what is not here
//! and not among the techniques is not known to us.

/// A way that is known and not modelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// Its family and name.
    pub name: &'static str,
    /// What somebody would do.
    pub what: &'static str,
    /// Why it is not modelled.
    pub why: &'static str,
}

const fn left(name: &'static str, what: &'static str, why: &'static str) -> LeftOut {
    LeftOut { name, what, why }
}

/// Why a way that needs something running leads nowhere in a configuration.
const RUNS: &str = "no configuration declares the session that it takes over";
/// Why a role that a service uses by itself is no way to act as it.
const DATA_ALONE: &str = "the service uses the role for data alone: nobody acts as it";
/// Why a service is not modelled any more.
const ENDED: &str = "AWS has ended the service";

/// Sorted by name. Read 2026-11-23.
pub const LEFT_OUT: &[LeftOut] = &[
    left(
        "become.federation-token",
        "asks for a federated session of its own with sts:GetFederationToken",
        "such a session never allows more than who asks for it is allowed",
    ),
    left(
        "become.service-credential",
        "makes a password for one service, an SSH key or a signing certificate of a user",
        "it opens what the user may do in CodeCommit, Keyspaces or Bedrock, and no other right of it",
    ),
    left(
        "cred.apigw",
        "reads API keys of API Gateway or AppSync",
        "such a key calls an API and is no identity of the account",
    ),
    left(
        "data.bedrock.retrieve",
        "asks a knowledge base of Bedrock for what is in it",
        "what a knowledge base holds is not declared; the rights to its sources are judged",
    ),
    left(
        "data.rds.connect",
        "signs in to a database with rds-db:connect or the Data API",
        "what a user of the database may read is decided inside it",
    ),
    left(
        "data.rds.snapshot-restore",
        "restores a snapshot of a database and sets its password anew",
        "databases are no places of the graph yet; that a snapshot is handed to others is told",
    ),
    left(
        "eks.cluster-creator",
        "is administrator of a cluster because it created it",
        "who applies the configuration does not stand in it",
    ),
    left(
        "exec.cloud9",
        "joins the development environment of somebody else",
        "its owner has to turn the credentials of the environment on again afterwards",
    ),
    left(
        "exec.ec2.eice",
        "reaches an instance by an EC2 Instance Connect endpoint",
        "the endpoint only carries the connection; the key is pushed or held as without it",
    ),
    left(
        "exec.ec2.password",
        "reads the password of a Windows instance",
        "it is sealed with a key pair, whose private half no configuration holds",
    ),
    left("exec.glue.session", "runs statements in an interactive session of Glue", RUNS),
    left(
        "exec.mwaa.cli",
        "starts DAGs with a token of Managed Airflow",
        "it starts code that is there; who writes the DAGs is judged",
    ),
    left("exec.ssm.resume", "resumes a session of somebody else", RUNS),
    left(
        "fed.oidc.provider-add",
        "adds an identity provider, or an audience to one",
        "a provider leads to no role that does not trust it; rewriting trust is judged",
    ),
    left(
        "grant.org-account",
        "takes the administrator role that AWS makes in new accounts of an organization",
        "the role is made in an account that the configuration does not describe",
    ),
    left(
        "guard.scp-detach",
        "detaches, rewrites or deletes an SCP from the management account",
        "it takes principals of two accounts in one input; a change of an SCP itself is told",
    ),
    left("pass.dms", "hands a role to a replication of DMS", DATA_ALONE),
    left("pass.eks.addon", "hands a role to an add-on of EKS", "its pods are made by EKS alone"),
    left(
        "pass.eks.fargate",
        "hands a role to a Fargate profile of EKS",
        "the role pulls images and is not in reach of the pods",
    ),
    left(
        "pass.emr.containers",
        "starts a job of EMR on EKS with a role",
        "the role trusts the service account of a virtual cluster, whose name is made at the start",
    ),
    left("pass.firehose", "hands a role to a delivery stream", DATA_ALONE),
    left("pass.forecast", "hands a role to a service of machine learning without code", DATA_ALONE),
    left("pass.iot.topic-rule", "hands a role to a rule of AWS IoT", DATA_ALONE),
    left("pass.mediaconvert", "hands a role to a job of MediaConvert", DATA_ALONE),
    left("pass.opsworks", "hands a role to a stack of OpsWorks", ENDED),
    left("pass.robomaker", "hands a role to a simulation of RoboMaker", ENDED),
    left("pass.transfer", "hands a role to a user of Transfer Family", DATA_ALONE),
    left(
        "rpol.write.lambda",
        "lets itself change the code of a function with lambda:AddPermission",
        "no source shows that a policy of a function gives more than calls within its account",
    ),
    left(
        "supply.codeartifact",
        "publishes a version of a package",
        "which build takes which package is not declared",
    ),
    left(
        "supply.lambda-layer",
        "publishes a version of a layer",
        "a function names a version: taking a new one is a change of the function, which is judged",
    ),
    left(
        "supply.ssm-document",
        "rewrites a document that associations run",
        "associations are not read yet; who runs documents of its own is judged",
    ),
    left(
        "supply.ssm-parameter-ami",
        "names another image in a parameter that launch templates look up",
        "such a look-up is not read yet",
    ),
    left(
        "supply.tfstate",
        "reads or rewrites the state of the configuration itself",
        "a plan and a state do not tell where the state is kept",
    ),
];
