//! Terraform configurations: parsed, evaluated and expanded without terraform, credentials, network.

pub mod context;
pub mod convert;
pub mod number;
pub mod place;
pub mod types;
pub mod value;
