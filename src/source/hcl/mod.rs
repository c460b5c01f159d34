//! Terraform configurations: parsed, evaluated and expanded without terraform, credentials, network.

pub mod config;
pub mod console;
pub mod context;
pub mod convert;
pub mod error;
mod eval;
pub mod expand;
pub mod files;
pub mod function;
pub mod json;
pub mod number;
pub mod syntax;
pub mod types;
pub mod value;
