//! Where secrets come from: the attributes that hold one, and what readers call it.

use super::object::Object;
use super::resolve::Read;
use super::side::Side;
use super::{PARAMETER, SECRET, Target};
use crate::model::value::symbol;

/// What readers call a secret.
#[derive(Debug, Clone, Copy)]
enum Called {
    /// By the ARN of what this attribute names.
    Other(&'static str, Target),
    /// By the ARN of the resource itself.
    Itself,
    /// In these words, for it has no name of its own.
    Words(&'static str),
}

/// Attributes of a resource type or data source that hold a secret.
struct Holds {
    kind: &'static str,
    data: bool,
    attributes: &'static [&'static str],
    called: Called,
}

const fn managed(kind: &'static str, attributes: &'static [&'static str], called: Called) -> Holds {
    Holds { kind, data: false, attributes, called }
}

const fn data(kind: &'static str, attributes: &'static [&'static str], called: Called) -> Holds {
    Holds { kind, data: true, attributes, called }
}

const ACCESS_KEY: Called = Called::Words("an access key");
const DATABASE: Called = Called::Words("a password of a database");
const GENERATED: Called = Called::Words("a generated password");
const IN_SECRET: Called = Called::Other("secret_id", SECRET);
const OTHER_STORE: Called = Called::Words("a secret of another store");
const PRIVATE_KEY: Called = Called::Words("a private key");

/// Sorted by type, those of resources first.
///
/// Source: schemas of the providers hashicorp/aws 6.x, random 3.x, tls 4.x and vault 5.x, attributes
/// marked sensitive, read 2026-11-23.
const HOLDERS: &[Holds] = &[
    managed("aws_db_instance", &["password"], DATABASE),
    managed("aws_docdb_cluster", &["master_password"], DATABASE),
    managed("aws_elasticache_replication_group", &["auth_token"], DATABASE),
    // What is encrypted for somebody, as `encrypted_secret` is, opens nothing to who reads it.
    managed("aws_iam_access_key", &["secret", "ses_smtp_password_v4"], ACCESS_KEY),
    managed("aws_iam_user_login_profile", &["password"], Called::Words("a console password")),
    managed("aws_rds_cluster", &["master_password"], DATABASE),
    managed("aws_redshift_cluster", &["master_password"], DATABASE),
    managed("aws_secretsmanager_secret_version", &["secret_binary", "secret_string"], IN_SECRET),
    managed("aws_ssm_parameter", &["value"], Called::Itself),
    managed("random_password", &["bcrypt_hash", "result"], GENERATED),
    managed(
        "tls_private_key",
        &["private_key_openssh", "private_key_pem", "private_key_pem_pkcs8"],
        PRIVATE_KEY,
    ),
    data("aws_kms_secrets", &["plaintext"], Called::Words("a decrypted secret")),
    data("aws_secretsmanager_random_password", &["random_password"], GENERATED),
    data("aws_secretsmanager_secret_version", &["secret_binary", "secret_string"], IN_SECRET),
    data("aws_ssm_parameter", &["value"], Called::Other("name", PARAMETER)),
    data("vault_generic_secret", &["data", "data_json"], OTHER_STORE),
    data("vault_kv_secret_v2", &["data", "data_json"], OTHER_STORE),
];

fn holds(object: &Object<'_>) -> Option<&'static Holds> {
    let found =
        HOLDERS.iter().find(|one| one.kind == object.id.kind && one.data == object.id.data)?;
    // A parameter that is not encrypted is no secret; what a data source reads may be either.
    let encrypted = || {
        let kind = object.field("type").and_then(super::json::scalar);
        kind.as_deref().is_none_or(|kind| kind == "SecureString")
    };
    (found.kind != "aws_ssm_parameter" || encrypted()).then_some(found)
}

/// The attributes of an instance that hold a secret.
pub(super) fn attributes(object: &Object<'_>) -> &'static [&'static str] {
    holds(object).map(|one| one.attributes).unwrap_or_default()
}

/// The text that stands for a secret which is not known yet.
pub(super) fn identity(attribute: &str, object: &Object<'_>) -> String {
    symbol(&format!("{attribute} of {}", object.id.address))
}

/// What readers call the secret that an instance holds.
pub(super) fn called<'p>(side: &Side<'p>, object: &Object<'p>) -> String {
    let words = |called| match called {
        Called::Words(words) => words.to_owned(),
        Called::Itself | Called::Other(..) => "a secret".to_owned(),
    };
    match holds(object).map(|one| one.called) {
        None => "a sensitive value".to_owned(),
        Some(Called::Itself) => side.arn(object),
        Some(Called::Other(attribute, target)) => match side.own(object, attribute, target) {
            Read::Known(arn) => arn,
            Read::Absent | Read::Unknown(_) => words(Called::Itself),
        },
        Some(called) => words(called),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn holders_are_sorted() {
        let keys: Vec<_> = super::HOLDERS.iter().map(|one| (one.data, one.kind)).collect();
        assert!(keys.is_sorted(), "{keys:?}");
    }
}
