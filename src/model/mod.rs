//! The domain as plain data: no files, no terminal, no clock.
//!
//! # Glossary
//!
//! | word | meaning | where it comes from |
//! |---|---|---|
//! | actor | a person, state, body, group or unnamed voice that is involved | discourse network analysis |
//! | issue | a point of contention, with the question that a stance answers | – |
//! | stance | an actor's attitude to that question: support, oppose, conditional … | stance detection |
//! | position | a stance on one issue, for a time, with its evidence | – |
//! | own, asserted | a position shown by the actor's own words, or said of it by somebody else | – |
//! | mode | direct, partial, indirect or paraphrase: whose words a quotation gives | corpus linguistics of reported speech |
//! | cue | the reporter's verb: "said", "vowed" | the same |
//! | piece | one unbroken run of a quotation's words | – |
//! | exact, prefix, suffix | the words, and the words around them | W3C Web Annotation, `TextQuoteSelector` |
//! | stored text | the words of a source as kept beside the briefing | – |
//! | verdict | how the words of a quotation stand in the stored text | – |
//! | account | a stored text in somebody's own words around the quotations | – |
//! | grade | reliability A–F of the source, credibility 1–6 of what it says | Admiralty code, NATO AJP-2.1 |
//! | via, derives from | the chain of a quotation; what a source itself rests on | provenance, W3C PROV |
//! | date | one expression of the Extended Date/Time Format | EDTF, ISO 8601-2 |
//! | as of | the day a briefing or a number describes | – |
//! | bottom line | the one or two sentences to take away | BLUF |
//! | side | the state or body that an actor stands with | – |
//! | proposal, point, variant | a version of a plan, its numbered parts, a bracketed alternative | multilateral drafting |

pub mod actor;
pub mod briefing;
pub mod date;
pub mod event;
pub mod figure;
pub mod id;
pub mod issue;
pub mod policy_option;
pub mod position;
pub mod proposal;
pub mod quote;
pub mod source;
pub mod wording;
pub mod words;

pub use actor::{Actor, Role};
pub use briefing::{Briefing, Change, Record};
pub use date::{Certainty, Date};
pub use event::Event;
pub use figure::{Amount, Figure};
pub use id::{
    ActorId, BySlug, EventId, FigureId, IssueId, OptionId, PointId, PositionId, ProposalId,
    QuoteId, RecordId, RecordKind, Slug, SourceId,
};
pub use issue::Issue;
pub use policy_option::PolicyOption;
pub use position::Position;
pub use proposal::{Point, Proposal, Variant};
pub use quote::{OriginalWords, Quote};
pub use source::{Cite, Source, StoredText};
pub use wording::Wording;
pub use words::{
    ActorKind, ChangeKind, Credibility, EventKind, EventStatus, IssueStatus, OptionStatus,
    ProposalStatus, QuoteMode, Reliability, SourceKind, Stance, TextKind, Verdict, Vocabulary,
};
