use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "sso-001",
    name: "grant.sso-assignment",
    title: "assigns itself a new permission set that allows everything",
    fix: "let nobody but the identity team change permission sets and assignments",
    source: "IAM Identity Center API reference, CreateAccountAssignment, read 2026-11-23",
    shape: Shape::Create,
    calls: &[Call {
        action: "sso:CreateAccountAssignment",
        on: On::New("arn:aws:sso:::permissionSet/{new}/ps-{new}"),
    }],
    then: &[
        &[Call {
            action: "sso:CreatePermissionSet",
            on: On::New("arn:aws:sso:::permissionSet/{new}/ps-{new}"),
        }],
        &[
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
        ],
    ],
    needs: &[Need::Unseen(
        "the actor signs in by a permission set, and this account manages IAM Identity Center",
    )],
    ..PLAIN
};
