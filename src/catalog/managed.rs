//! The managed policies of AWS.

use super::{Table, date_of};
use std::sync::LazyLock;

static POLICIES: LazyLock<Table> =
    LazyLock::new(|| Table::unpack(include_bytes!("../../rulesets/aws/managed-policies.lz4")));

/// A managed policy of AWS at its default version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManagedPolicy {
    /// Its ARN in the partition `aws`.
    pub arn: &'static str,
    /// The id of the default version, such as `v3`.
    pub version: &'static str,
    /// The document as JSON.
    pub document: &'static str,
}

/// What a managed policy of AWS says; nothing if the catalogue does not hold it.
///
/// The partitions `aws-cn` and `aws-us-gov` are answered with the policy of the same name in
/// `aws`: where AWS keeps a version of its own there, ARNs inside the document differ.
pub fn document(arn: &str) -> Option<ManagedPolicy> {
    let (partition, rest) = arn.strip_prefix("arn:")?.split_once(':')?;
    if !matches!(partition, "aws" | "aws-cn" | "aws-us-gov") {
        return None;
    }
    let wanted = format!("arn:aws:{rest}");
    let line = POLICIES.line(|line| {
        let arn = line.split('\t').next().unwrap_or_default();
        arn.cmp(wanted.as_str())
    })?;
    let mut fields = line.splitn(3, '\t');
    Some(ManagedPolicy { arn: fields.next()?, version: fields.next()?, document: fields.next()? })
}

/// The managed policy of AWS with this name, wherever its path is; names are unique but for their
/// case. None if the catalogue holds none.
pub fn named(name: &str) -> Option<&'static str> {
    let mut arns = POLICIES.lines().filter_map(|line| line.split('\t').next());
    arns.find(|arn| arn.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(name)))
}

/// The day of the newest change that the policies hold; what AWS changed later may be missing.
pub fn date() -> &'static str {
    date_of("managed-policies.lz4")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

    use super::*;

    #[test]
    fn the_shipped_table_is_whole() {
        assert!(POLICIES.lines().count() > 1_500);
        let arns: Vec<_> = POLICIES.lines().map(|line| line.split('\t').next().unwrap()).collect();
        assert!(arns.is_sorted_by(|before, after| before < after));
        for arn in arns {
            let policy = document(arn).unwrap();
            assert_eq!(policy.arn, arn);
            assert!(policy.version.starts_with('v'), "{arn}");
            let json: serde_json::Value = serde_json::from_str(policy.document).unwrap();
            assert!(json.get("Statement").is_some(), "{arn}");
        }
    }

    #[test]
    fn well_known_policies_are_there_in_every_partition() {
        let names = ["AdministratorAccess", "AmazonSSMManagedInstanceCore", "PowerUserAccess"];
        for name in names {
            for partition in ["aws", "aws-cn", "aws-us-gov"] {
                let policy = document(&format!("arn:{partition}:iam::aws:policy/{name}")).unwrap();
                assert_eq!(policy.arn, format!("arn:aws:iam::aws:policy/{name}"));
            }
        }
        let admin = document("arn:aws:iam::aws:policy/AdministratorAccess").unwrap();
        let statement = r#"{"Action":"*","Effect":"Allow","Resource":"*"}"#;
        let want = format!(r#"{{"Statement":[{statement}],"Version":"2012-10-17"}}"#);
        assert_eq!(admin.document, want);
    }

    #[test]
    fn names_lead_to_arns() {
        let eni = "arn:aws:iam::aws:policy/service-role/AWSLambdaENIManagementAccess";
        assert_eq!(named("AWSLambdaENIManagementAccess"), Some(eni));
        assert_eq!(named("nobody-has-this"), None);
    }

    #[test]
    fn what_aws_does_not_have_is_not_found() {
        for arn in [
            "",
            "AdministratorAccess",
            "arn:aws:iam::aws:policy/AdministratorAcces",
            "arn:aws:iam::aws:policy/administratoraccess",
            "arn:aws:iam::111111111111:policy/AdministratorAccess",
            "arn:other:iam::aws:policy/AdministratorAccess",
        ] {
            assert_eq!(document(arn), None, "{arn}");
        }
    }
}
