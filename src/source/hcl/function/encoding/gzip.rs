//! TO BE WRITTEN
pub(super) fn compressed(_: &[u8]) -> Vec<u8> {
    Vec::new()
}
