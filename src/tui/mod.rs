//! The terminal reader.
//!
//! [`update::update`] applies an action to the [`state::State`] and says what the world should do;
//! [`views::draw`] shows the state; [`run`] does the rest.

pub mod action;
mod arrival;
pub mod catalogue;
pub mod chooser;
pub mod command;
pub mod completion;
pub mod config;
pub mod faults;
mod filtering;
mod find;
mod follow;
mod go_to;
pub mod help;
pub mod hints;
pub mod hit;
pub mod keymap;
pub mod keys;
pub mod layout;
mod line;
mod looks;
pub mod manual;
mod motion;
pub mod mouse;
pub mod narrow;
pub mod narrowing;
pub mod opening;
mod overlay;
mod palette;
pub mod pane;
pub mod prompt;
pub mod reading;
pub mod resume;
pub mod run;
mod saved;
pub mod settings;
mod settle;
pub mod state;
mod switch;
mod take;
mod terminal;
pub mod theme;
pub mod update;
pub mod views;
pub mod window;
