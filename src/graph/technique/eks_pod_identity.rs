use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "eks-pod-identity",
    name: "pass.eks.pod-identity",
    title: "runs code as TO in a pod of an existing EKS cluster",
    fix: "name the roles in the Resource of iam:PassRole and require iam:PassedToService, or do not let the same identity create pod identity associations",
    source: "Amazon EKS API reference, CreatePodIdentityAssociation, read 2026-11-23",
    shape: Shape::Repass("pods.eks.amazonaws.com", CarrierKind::Cluster),
    calls: &[
        Call { action: "eks:CreatePodIdentityAssociation", on: On::Carrier },
        Call { action: "eks:CreateAccessEntry", on: On::Carrier },
    ],
    then: &[&[Call {
        action: "eks:AssociateAccessPolicy",
        on: On::New("arn:aws:eks:{region}:{account}:access-entry/{new}/role/{account}/{new}/{new}"),
    }]],
    needs: &[Need::Unseen("the cluster runs the Pod Identity agent and takes access entries")],
    ..PLAIN
};
