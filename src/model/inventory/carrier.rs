//! What runs with a role.

use super::Origin;
use crate::model::kind::kinds;
use crate::model::names::Name;

/// A container that hands a role to EC2 instances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstanceProfile {
    /// Its ARN.
    pub arn: Name,
    /// ARN of its role.
    pub role: Name,
    /// Where the role is set.
    pub origin: Origin,
}

kinds! {
    /// What kind of resource runs with a role, or shows a credential.
    pub enum CarrierKind {
        /// A runtime of Bedrock AgentCore.
        AgentRuntime "agent runtime",
        /// An Amplify app.
        AmplifyApp "amplify app",
        /// A service of App Runner.
        AppRunnerService "app runner service",
        /// An environment of Elastic Beanstalk, whose instances run with the role.
        BeanstalkEnvironment "beanstalk environment",
        /// A browser of Bedrock AgentCore.
        Browser "browser",
        /// A CodeBuild project.
        BuildProject "build project",
        /// A Lambda function that something calls: a schedule, a queue, anybody by its address.
        CalledFunction "called function",
        /// An S3 bucket, from which something with a role loads its code.
        CodeBucket "code bucket",
        /// A connection to a repository elsewhere, from which something with a role loads its code.
        CodeConnection "code connection",
        /// An ECR repository, from which something with a role takes its image.
        CodeImage "code image",
        /// An S3 object or prefix, from which something with a role loads its code.
        CodeObject "code object",
        /// A CodeCommit repository, from which something with a role loads its code.
        CodeRepository "code repository",
        /// A code interpreter of Bedrock AgentCore.
        CodeInterpreter "code interpreter",
        /// An EKS cluster.
        Cluster "cluster",
        /// A pipeline of AWS Data Pipeline.
        DataPipeline "data pipeline",
        /// A CodeDeploy deployment group, with the role of an instance that it deploys to.
        DeploymentGroup "deployment group",
        /// A Glue development endpoint.
        DevEndpoint "dev endpoint",
        /// An EMR cluster, whose instances run with the role.
        EmrCluster "emr cluster",
        /// A Lambda function.
        Function "function",
        /// A Glue job.
        GlueJob "glue job",
        /// An EC2 instance.
        Instance "instance",
        /// A job definition of AWS Batch.
        JobDefinition "job definition",
        /// A job queue of AWS Batch.
        JobQueue "job queue",
        /// A launch configuration of Auto Scaling.
        LaunchConfiguration "launch configuration",
        /// An EC2 launch template.
        LaunchTemplate "launch template",
        /// A SageMaker notebook instance.
        Notebook "notebook",
        /// A script that SageMaker notebooks start with.
        NotebookScript "notebook script",
        /// An item of S3.
        Object "object",
        /// A parameter of Systems Manager.
        Parameter "parameter",
        /// A permission set of IAM Identity Center.
        PermissionSet "permission set",
        /// A pipe of EventBridge.
        Pipe "pipe",
        /// A pipeline of CodePipeline.
        Pipeline "pipeline",
        /// An EKS cluster, in whose pods the role can be had.
        Pods "pods",
        /// An Auto Scaling group.
        ScalingGroup "scaling group",
        /// A SAML provider, whose people may take the role.
        SamlProvider "saml provider",
        /// A schedule of EventBridge Scheduler.
        Schedule "schedule",
        /// A secret of Secrets Manager.
        Secret "secret",
        /// An application of EMR Serverless.
        ServerlessApplication "serverless application",
        /// An ECS service whose tasks run with the role.
        Service "service",
        /// An EC2 instance, to who comes by SSH.
        Shell "shell",
        /// A CloudFormation stack with a service role.
        Stack "stack",
        /// A CloudFormation stack set with an administration role.
        StackSet "stack set",
        /// A state machine of Step Functions.
        StateMachine "state machine",
        /// A user profile of SageMaker Studio.
        StudioProfile "studio profile",
        /// A table of DynamoDB.
        Table "table",
        /// An ECS task definition.
        TaskDefinition "task definition",
        /// A trust anchor of Roles Anywhere, whose certificates get the role.
        TrustAnchor "trust anchor",
        /// A user pool of Cognito, whose users get the role.
        UserPool "user pool",
        /// A group of IAM Identity Center, whose members have the role.
        WorkforceGroup "workforce group",
    }
}

/// A resource that runs with a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// What kind.
    pub kind: CarrierKind,
    /// Its ARN; with a symbol where the id is not known yet.
    pub arn: Name,
    /// ARN of the role, or of the instance profile or task definition that leads to it; empty for
    /// what only has to be there.
    pub role: Name,
    /// Whether a person can open a shell in it (ECS exec, SSH from anywhere), or for code whether it is
    /// loaded without anybody's further doing.
    pub interactive: bool,
    /// What keeps new code from it, where that is set: signatures that it asks for, tags of images that
    /// do not move.
    pub shut: Option<Origin>,
    /// Tags, sorted by key.
    pub tags: Vec<(Name, Name)>,
    /// Where the role is set.
    pub origin: Origin,
}

impl Carrier {
    /// Whether who may reach it gets to run commands in it: an ECS service must allow it, and nothing
    /// keep them out.
    pub fn runs_commands(&self) -> bool {
        self.shut.is_none() && (self.kind != CarrierKind::Service || self.interactive)
    }

    /// What else must happen before it runs what is given to it; none if nothing.
    pub fn waits_for(&self) -> Option<&'static str> {
        match self.kind {
            CarrierKind::CodeBucket
            | CarrierKind::CodeConnection
            | CarrierKind::CodeImage
            | CarrierKind::CodeObject
            | CarrierKind::CodeRepository
                if !self.interactive =>
            {
                Some("what loads the code does so again")
            }
            CarrierKind::Shell if !self.interactive => {
                Some("the instance answers the actor by SSH")
            }
            _ => None,
        }
    }
}
