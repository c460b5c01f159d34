use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "eks-access-entry",
    name: "exec.eks.access-entry",
    title: "makes itself administrator of an EKS cluster in whose pods TO can be had",
    fix: "limit eks:CreateAccessEntry to the clusters of the team",
    source: "Amazon EKS API reference, CreateAccessEntry and AssociateAccessPolicy, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::Pods),
    calls: &[Call { action: "eks:CreateAccessEntry", on: On::Carrier }],
    then: &[&[Call {
        action: "eks:AssociateAccessPolicy",
        on: On::New("arn:aws:eks:{region}:{account}:access-entry/{new}/role/{account}/{new}/{new}"),
    }]],
    needs: &[Need::Unseen("the cluster takes access entries and the actor reaches its endpoint")],
    ..PLAIN
};
