use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "eks-cluster-admin",
    name: "eks.access-entry",
    title: "is administrator of an EKS cluster in whose pods TO can be had",
    fix: "give the principal an access policy for its own namespaces alone",
    source: "Amazon EKS user guide, access policies, read 2026-11-23",
    shape: Shape::Inside(CarrierKind::Pods),
    ..PLAIN
};
