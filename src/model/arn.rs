//! Amazon resource names, taken apart.

/// The six fields of an ARN, borrowed. The last holds whatever follows the fifth colon.
///
/// Source: IAM user guide, "Amazon Resource Names", read 2026-11-22.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arn<'a> {
    /// `aws`, `aws-cn`, `aws-us-gov`, or a pattern.
    pub partition: &'a str,
    /// `iam`, `s3`, ...
    pub service: &'a str,
    /// Empty for global services.
    pub region: &'a str,
    /// Twelve digits, empty, `aws`, a symbol or a pattern.
    pub account: &'a str,
    /// All that follows.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// The fields of `text`; none if it has fewer than six or does not begin with `arn:`.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut fields = text.strip_prefix("arn:")?.splitn(5, ':');
        Some(Self {
            partition: fields.next()?,
            service: fields.next()?,
            region: fields.next()?,
            account: fields.next()?,
            resource: fields.next()?,
        })
    }

    /// The name after the last slash: the role of `role/team/deploy` is `deploy`.
    pub fn last_segment(&self) -> &'a str {
        self.resource.rsplit('/').next().unwrap_or_default()
    }

    /// What comes before the first slash: `role`, `user`, `policy`, ...
    pub fn resource_type(&self) -> &'a str {
        self.resource.split('/').next().unwrap_or_default()
    }

    /// Whether it names the account as a whole (`:root`).
    pub fn is_root(&self) -> bool {
        self.service == "iam" && self.resource == "root"
    }
}

/// Whether `text` is a plain account number.
pub fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}
