//! `IpAddress`: CIDR of either family; the families never match each other.

use super::Operator;
use std::net::IpAddr;

pub(super) const OPERATORS: &[Operator] = &[Operator {
    name: "ipaddress",
    negated: Some("notipaddress"),
    variables: false,
    test: |request, policy| Some(within(request.parse().ok()?, policy)?.into()),
}];

fn within(address: IpAddr, block: &str) -> Option<bool> {
    let (network, length) = match block.split_once('/') {
        Some((network, length)) => (network, Some(length.parse::<u32>().ok()?)),
        None => (block, None),
    };
    match (address, network.parse::<IpAddr>().ok()?) {
        (IpAddr::V4(address), IpAddr::V4(network)) => {
            let length = length.unwrap_or(32).min(32);
            let mask = u32::MAX.checked_shl(32 - length).unwrap_or(0);
            Some(u32::from(address) & mask == u32::from(network) & mask)
        }
        (IpAddr::V6(address), IpAddr::V6(network)) => {
            let length = length.unwrap_or(128).min(128);
            let mask = u128::MAX.checked_shl(128 - length).unwrap_or(0);
            Some(u128::from(address) & mask == u128::from(network) & mask)
        }
        _ => Some(false),
    }
}
