use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "saml-provider-update",
    name: "fed.saml.update",
    title: "takes TO with assertions of its own, by new metadata of the SAML provider",
    fix: "let nobody but the identity team change SAML providers",
    source: "IAM API reference, UpdateSAMLProvider, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::SamlProvider),
    calls: &[Call { action: "iam:UpdateSAMLProvider", on: On::Carrier }],
    ..PLAIN
};
