//! Which office somebody held when something was said.

use crate::model::date::Certainty;
use crate::model::{Actor, Date, Role};

/// The office that an actor held at a date: the first of those listed that had not certainly ended
/// before it nor certainly begun after. Without a date, the first that has no end.
///
/// `None` where none of them fits: a title of another time is not attributed.
pub fn at<'a>(actor: &'a Actor, date: Option<&Date>) -> Option<&'a Role> {
    let surely = |certainty| certainty == Certainty::Certainly;
    actor.roles.iter().find(|role| match date {
        Some(date) => {
            let over = role.to.as_ref().is_some_and(|to| surely(to.before(date)));
            let ahead = role
                .from
                .as_ref()
                .is_some_and(|from| surely(date.before(from)));
            !over && !ahead
        }
        None => role.to.is_none(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorKind, Slug};

    fn role(title: &str, from: Option<&str>, to: Option<&str>) -> Role {
        let date = |text: &str| Date::parse(text).unwrap();
        Role {
            title: title.to_owned(),
            of: None,
            from: from.map(date),
            to: to.map(date),
        }
    }

    #[test]
    fn an_office_is_that_of_the_time() {
        let actor = Actor {
            id: Slug::new("may").unwrap().into(),
            name: "Theresa May".to_owned(),
            kind: ActorKind::Person,
            aliases: Vec::new(),
            description: None,
            side: None,
            roles: vec![
                role("Prime Minister", Some("2016-07-13"), Some("2019-07-24")),
                role("Home Secretary", Some("2010-05"), Some("2016-07")),
            ],
            links: std::collections::BTreeMap::new(),
        };
        let held =
            |date: &str| at(&actor, Some(&Date::parse(date).unwrap())).map(|role| &*role.title);
        assert_eq!(held("2018-02-28"), Some("Prime Minister"));
        assert_eq!(held("2015-01-01"), Some("Home Secretary"));
        // It may have been on the very day.
        assert_eq!(held("2016-07"), Some("Prime Minister"));
        assert_eq!(held("2024-01-01"), None);
        assert_eq!(held("2001"), None);
        assert!(at(&actor, None).is_none());
    }
}
