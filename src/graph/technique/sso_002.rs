use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "sso-002",
    name: "grant.sso-permission-set",
    title: "adds a policy that allows everything to the permission set it signs in by",
    fix: "let nobody but the identity team change permission sets and assignments",
    source: "IAM Identity Center API reference, AttachManagedPolicyToPermissionSet, read 2026-11-23",
    covers: &["sso-003"],
    shape: Shape::Create,
    then: &[&[
        Call {
            action: "sso:AttachManagedPolicyToPermissionSet",
            on: On::New("arn:aws:sso:::permissionSet/{new}/ps-{new}"),
        },
        Call {
            action: "sso:PutInlinePolicyToPermissionSet",
            on: On::New("arn:aws:sso:::permissionSet/{new}/ps-{new}"),
        },
        Call {
            action: "sso:AttachCustomerManagedPolicyReferenceToPermissionSet",
            on: On::New("arn:aws:sso:::permissionSet/{new}/ps-{new}"),
        },
    ]],
    needs: &[Need::Unseen(
        "the actor signs in by a permission set, and this account manages IAM Identity Center",
    )],
    ..PLAIN
};
