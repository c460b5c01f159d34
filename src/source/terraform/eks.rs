//! EKS: whom the list of a cluster makes its administrator, and which pods have which role.

use super::block::Block;
use super::carrier::{self, EKS, descend};
use super::iam::ROLE;
use crate::diag::limits;
use crate::model::inventory::{Door, DoorKind, PODS};

/// Access policies that let one run what one likes in all namespaces.
///
/// Source: Amazon EKS user guide, "Review access policy permissions", read 2026-11-23.
const RUNS_PODS: &[&str] =
    &["AmazonEKSAdminPolicy", "AmazonEKSClusterAdminPolicy", "AmazonEKSEditPolicy"];

/// `aws_eks_access_policy_association`: of a role or user, for the cluster as a whole.
pub(super) fn associated(b: &mut Block<'_, '_>) {
    b.consumed.push("access_scope");
    let policy = b.plain("policy_arn").map(|text| text.into_owned()).unwrap_or_default();
    let mut scopes = Vec::new();
    if let Some(raw) = b.object.field("access_scope") {
        descend(raw, "type", limits::JSON_DEPTH_MAX, &mut scopes);
    }
    let name = policy.rsplit('/').next().unwrap_or_default();
    let whole = RUNS_PODS.contains(&name) && scopes.iter().any(|scope| scope == "cluster");
    let (Some(id), Some(to)) = (b.subject("principal_arn", ROLE), b.subject("cluster_name", EKS))
    else {
        return;
    };
    if whole {
        let origin = b.origin("principal_arn");
        let door = Door { kind: DoorKind::Operates, id, to, open: true, origin };
        b.out.inventory.doors.push(door);
    }
}

/// `aws_eks_pod_identity_association`: the pods of a service account take a role.
pub(super) fn pods(b: &mut Block<'_, '_>) {
    carrier::read(b);
    let Some(to) = b.subject("role_arn", ROLE) else { return };
    let [cluster, namespace, account] =
        ["cluster_name", "namespace", "service_account"].map(|key| b.symbolic(key));
    let text = |name| b.store.names.text(name);
    let who = format!("{PODS}{}/{}/{}", text(cluster), text(namespace), text(account));
    let (id, origin) = (b.intern(&who), b.origin("role_arn"));
    b.out.inventory.doors.push(Door { kind: DoorKind::Assigned, id, to, open: true, origin });
}
