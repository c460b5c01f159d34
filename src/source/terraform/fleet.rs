//! Instances that no resource declares one by one: those of Auto Scaling groups, and those that
//! CodeDeploy finds by their tags.

use super::block::Block;
use super::carrier::{carry, named};
use super::json::{fields, items, scalar};
use super::object::Object;
use super::{Target, regional};
use crate::model::inventory::{Carrier, CarrierKind as Kind};
use crate::model::names::Name;
use crate::model::value::symbol;
use serde_json::value::RawValue;

const TEMPLATE: Target = Target {
    kind: "aws_launch_template",
    spell: |id, at| regional(at, "ec2", "launch-template/", id),
};
const CONFIGURATION: Target = Target {
    kind: "aws_launch_configuration",
    spell: |name, at| {
        regional(at, "autoscaling", "launchConfiguration:*:launchConfigurationName/", name)
    },
};
const GROUP: Target = Target {
    kind: "aws_autoscaling_group",
    spell: |name, at| regional(at, "autoscaling", "autoScalingGroup:*:autoScalingGroupName/", name),
};

/// Where a group says from what it launches.
const LAUNCHES: &[(&str, Target)] = &[
    ("launch_template.id", TEMPLATE),
    (
        "mixed_instances_policy.launch_template.launch_template_specification.launch_template_id",
        TEMPLATE,
    ),
    ("launch_configuration", CONFIGURATION),
];

/// A group runs instances with the role of its template. Their ids are not known.
pub(super) fn scaling_group(b: &mut Block<'_, '_>) {
    b.name();
    b.consumed.push("tag");
    let group = b.arn();
    carry(b, Kind::ScalingGroup, group, Name::EMPTY, "name", false);
    let id = symbol(&format!("id of an instance of {}", b.object.id.address));
    let arn = regional(&b.side.provider(b.object), "ec2", "instance/", &id);
    let arn = b.intern(&arn);
    let tags = launched_tags(b);
    for (path, target) in LAUNCHES {
        for role in named(b, path, *target) {
            let origin = b.origin(path.split('.').next().unwrap_or_default());
            for kind in [Kind::Instance, Kind::Shell] {
                let (tags, origin) = (tags.clone(), origin.clone());
                let carrier =
                    Carrier { kind, arn, role, interactive: false, shut: None, tags, origin };
                b.out.inventory.carriers.push(carrier);
            }
            carry(b, Kind::ScalingGroup, group, role, path, false);
        }
    }
}

/// Tags that the instances of a group get, sorted by key.
fn launched_tags(b: &mut Block<'_, '_>) -> Vec<(Name, Name)> {
    let mut out = Vec::new();
    for tag in b.object.field("tag").map(items).unwrap_or_default() {
        let tag = fields(tag);
        let text = |key| tag.get(key).and_then(|raw| scalar(raw));
        if let (Some(key), Some(value)) = (text("key"), text("value"))
            && text("propagate_at_launch").is_some_and(|flag| flag == "true")
        {
            out.push((key, value));
        }
    }
    out.sort_unstable();
    out.into_iter().map(|(key, value)| (b.intern(&key), b.intern(&value))).collect()
}

/// A deployment group runs code on the instances that its tags or its groups name.
pub(super) fn deployment_group(b: &mut Block<'_, '_>) {
    b.name();
    let arn = b.arn();
    for group in named(b, "autoscaling_groups", GROUP) {
        carry(b, Kind::DeploymentGroup, arn, group, "autoscaling_groups", false);
    }
    b.consumed.extend(["ec2_tag_filter", "ec2_tag_set"]);
    let filters = b.object.field("ec2_tag_filter").map(items).unwrap_or_default();
    let sets = b.object.field("ec2_tag_set").map(items).unwrap_or_default();
    if filters.is_empty() && sets.is_empty() {
        return;
    }
    let sets: Vec<Vec<&RawValue>> = sets
        .into_iter()
        .map(|set| fields(set).get("ec2_tag_filter").map(|raw| items(raw)).unwrap_or_default())
        .collect();
    let fits = |object: &Object<'_>| {
        (filters.is_empty() || filters.iter().any(|filter| matches(filter, object)))
            && sets.iter().all(|set| set.iter().any(|filter| matches(filter, object)))
    };
    let instances: Vec<String> = b
        .side
        .of_type("aws_instance")
        .iter()
        .filter(|object| fits(object))
        .map(|object| b.side.arn(object))
        .collect();
    for instance in instances {
        let instance = b.intern(&instance);
        carry(b, Kind::DeploymentGroup, arn, instance, "ec2_tag_filter", false);
    }
}

/// Whether a filter names a tag of an instance.
fn matches(filter: &RawValue, object: &Object<'_>) -> bool {
    let filter = fields(filter);
    let text = |key| filter.get(key).and_then(|raw| scalar(raw)).filter(|text| !text.is_empty());
    let tags = object.field("tags_all").into_iter().chain(object.field("tags"));
    tags.flat_map(|tags| fields(tags).0).any(|(key, value)| {
        let value = scalar(value).unwrap_or_default();
        text("key").is_none_or(|wanted| wanted == key)
            && text("value").is_none_or(|wanted| wanted == value)
    })
}
