//! Callers that tell `Principal` elements apart.

use crate::iam::principal::Whom;
use crate::model::arn::Arn;

/// An account that no policy names.
const FRESH_ACCOUNT: &str = "999999999999";

/// One caller for each way in which the elements can mean or not mean somebody: those that are named,
/// and one of each kind that is not. Exact, since principals have no patterns. None is anonymous.
pub(super) fn callers<'w>(elements: impl Iterator<Item = &'w Whom>) -> Vec<Option<String>> {
    let mut accounts: Vec<String> = Vec::new();
    let mut named: Vec<String> = Vec::new();
    for element in elements {
        accounts.extend(element.accounts().map(str::to_owned));
        for text in element.named() {
            let arn = Arn::parse(text);
            accounts.extend(arn.map(|arn| arn.account.to_owned()));
            named.push(arn.map_or_else(|| text.to_owned(), |arn| caller(&arn, text)));
        }
    }
    accounts.sort_unstable();
    accounts.dedup();
    accounts.push(FRESH_ACCOUNT.to_owned());
    let mut out: Vec<Option<String>> = Vec::new();
    for account in &accounts {
        // The root user needs no policy of its own, so a grant to its account shows by itself.
        out.push(Some(format!("arn:aws:iam::{account}:root")));
        out.push(Some(format!("arn:aws:iam::{account}:user/x")));
        out.push(Some(format!("arn:aws:sts::{account}:assumed-role/x/x")));
    }
    named.sort_unstable();
    named.dedup();
    out.extend(named.into_iter().map(Some));
    let kinds = ["arn:aws:iam::999999999999:saml-provider/x", "x.amazonaws.com"];
    out.extend(kinds.iter().map(|kind| Some((*kind).to_owned())));
    out.push(None);
    out
}

/// Who acts as the principal of an ARN: of a role, a session.
fn caller(arn: &Arn<'_>, text: &str) -> String {
    if arn.service == "iam" && arn.resource_type() == "role" {
        let (partition, account) = (arn.partition, arn.account);
        return format!("arn:{partition}:sts::{account}:assumed-role/{}/x", arn.last_segment());
    }
    text.to_owned()
}
