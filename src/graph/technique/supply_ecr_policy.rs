use super::*;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "supply-ecr-policy",
    name: "supply.ecr.by-policy",
    title: "lets itself push to a repository, by its policy, and replaces an image that runs as TO",
    fix: "let nobody but the pipeline write the policy of a repository that images are run from",
    source: "Amazon ECR user guide, private repository policies, read 2026-11-23",
    shape: Shape::Carried(CarrierKind::CodeImage),
    calls: &[
        Call { action: "ecr:SetRepositoryPolicy", on: On::Carrier },
        Call { action: "ecr:GetAuthorizationToken", on: On::New("*") },
    ],
    ..PLAIN
};
