//! An argument that takes any word, of which shells offer some: what is wrong with another one is
//! said where it is looked up.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};

/// Takes any word and offers those with an explanation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offered(pub fn() -> Vec<(&'static str, &'static str)>);

impl TypedValueParser for Offered {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let Self(words) = self;
        let value =
            |(word, about): (&'static str, &'static str)| PossibleValue::new(word).help(about);
        Some(Box::new(words().into_iter().map(value)))
    }
}
