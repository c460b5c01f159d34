use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "eks-nodegroup",
    name: "pass.eks.nodegroup",
    title: "runs code as TO on nodes of its own in an existing EKS cluster",
    fix: "name the roles in the Resource of iam:PassRole, or limit eks:CreateNodegroup to the clusters of the team",
    source: "Amazon EKS API reference, CreateNodegroup, read 2026-11-23",
    shape: Shape::Repass(EC2, CarrierKind::Cluster),
    calls: &[Call { action: "eks:CreateNodegroup", on: On::Carrier }],
    needs: &[Need::Unseen("the actor reaches the nodes: by SSH, user data of its own or pods")],
    ..PLAIN
};
