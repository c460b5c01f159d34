//! trustdrift.
