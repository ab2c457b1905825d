//! Everything known of an actor.

use crate::library::involvement;
use crate::model::{Actor, RecordKind, Role as Office};
use crate::report::context::{self, Context};
use crate::report::document::{Document, Role, Span};

use super::{dated, ids, named, position_entry};

pub(super) fn document(context: &Context<'_>, actor: &Actor) -> Document {
    let mut document = Document::new("Actor");
    document.paragraph([Span::new(&actor.name, Role::Title)]);
    if let Some(description) = &actor.description {
        document.paragraph([Span::body(description)]);
    }
    document.blank();
    document.field("kind", [Span::body(actor.kind.word())]);
    for (n, office) in actor.roles.iter().enumerate() {
        document.field(if n == 0 { "role" } else { "" }, role(context, office));
    }
    document.field("side", actor.side.iter().map(|side| context.actor(side)));
    if !actor.aliases.is_empty() {
        document.field("also", [Span::body(actor.aliases.join(", "))]);
    }
    for (register, id) in &actor.links {
        document.field(register, [Span::dim(id)]);
    }
    let people = involvement::people_of(context.briefing, &actor.id);
    document.field("people", context.actors(people));
    positions(context, &mut document, actor);
    let briefing = context.briefing;
    let id = &actor.id;
    let own = id.record();
    let quotes = ids(
        context.of(&own, (RecordKind::Quote, &briefing.quotes)),
        |q| q.speakers.contains(id),
        |q| q.id.record(),
    );
    dated(context, &mut document, "Said", &quotes);
    let events = ids(
        context.of(&own, (RecordKind::Event, &briefing.events)),
        |e| e.actors.contains(id),
        |e| e.id.record(),
    );
    dated(context, &mut document, "Took part in", &events);
    let figures = ids(
        context.of(&own, (RecordKind::Figure, &briefing.figures)),
        |f| f.claimed_by.contains(id),
        |f| f.id.record(),
    );
    named(context, &mut document, "Claims", &figures);
    let proposals = ids(
        context.of(&own, (RecordKind::Proposal, &briefing.proposals)),
        |p| p.by.contains(id) || p.brokers.contains(id),
        |p| p.id.record(),
    );
    named(
        context,
        &mut document,
        "Put forward or brokered",
        &proposals,
    );
    let options = ids(
        context.of(&own, (RecordKind::Option, &briefing.options)),
        |o| o.actors.contains(id),
        |o| o.id.record(),
    );
    named(context, &mut document, "Could do", &options);
    let sources = ids(
        context.of(&own, (RecordKind::Source, &briefing.sources)),
        |s| s.by.contains(id),
        |s| s.id.record(),
    );
    named(context, &mut document, "Published", &sources);
    document
}

fn role(context: &Context<'_>, office: &Office) -> Vec<Span> {
    let mut spans = vec![Span::body(&office.title)];
    if let Some(of) = &office.of {
        spans.push(Span::dim(", "));
        spans.push(context.actor(of));
    }
    let dash = context.glyphs.dash();
    let time = match (&office.from, &office.to) {
        (Some(from), Some(to)) => Some(format!("{} {dash} {}", from.words(), to.words())),
        (Some(from), None) => Some(format!("since {}", from.words())),
        (None, Some(to)) => Some(format!("until {}", to.words())),
        (None, None) => None,
    };
    let own = |time: String| context.glyphs.words(&time).into_owned();
    spans.extend(time.map(|time| Span::dim(format!("  {}", own(time)))));
    spans
}

fn positions(context: &Context<'_>, document: &mut Document, actor: &Actor) {
    let all = (RecordKind::Position, &*context.briefing.positions);
    let held = context.of(&actor.id.record(), all);
    let held: Vec<_> = held.filter(|p| p.actors.contains(&actor.id)).collect();
    if held.is_empty() {
        return;
    }
    document.section(super::counted("Positions", held.len()));
    for position in held {
        position_entry(context, document, position, context.issue(&position.issue));
    }
}

/// The office an actor holds, in a few words: the last one listed.
pub(super) fn office(context: &Context<'_>, actor: &Actor) -> Option<String> {
    let office = actor.roles.first()?;
    Some(match &office.of {
        Some(of) => format!("{}, {}", office.title, context.actor(of).text),
        None => office.title.clone(),
    })
}

/// The names of several actors with their offices, each leading to the actor.
pub(super) fn with_offices(
    context: &Context<'_>,
    actors: &[crate::model::ActorId],
) -> Vec<Vec<Span>> {
    let one = |id| {
        let mut spans = vec![context.actor(id)];
        let actor = context.briefing.actor(id);
        let office = actor.and_then(|actor| office(context, actor));
        spans.extend(
            context::text(office.as_deref())
                .into_iter()
                .map(|span| Span {
                    text: format!("  {}", span.text),
                    role: Role::Dim,
                    target: None,
                }),
        );
        spans
    };
    actors.iter().map(one).collect()
}
