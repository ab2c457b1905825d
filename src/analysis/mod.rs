//! What follows from the records: pure rules, without a screen.

pub mod agreement;
pub mod attribution;
pub mod audit;
pub mod coverage;
pub mod figures;
pub mod glance;
pub mod office;
pub mod options;
pub mod plans;
pub mod provenance;
pub mod references;
pub mod stances;
pub mod tallies;
pub mod timeline;
pub mod trace;
