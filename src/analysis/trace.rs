//! Where the words of every listed quotation come from, hop by hop, and how many sources independent
//! of each other stand behind every listed event and claim.
//!
//! Which source rests on which is in the briefing itself: of several briefings only those are looked
//! at that are open. How much stands in others is told.

use std::collections::HashSet;

use crate::library::{Library, RecordIx, Scope, Selection};
use crate::model::{Record, RecordKind};

use super::provenance;

/// A quotation with the sources that its words came through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// The quotation.
    pub quote: RecordIx,
    /// The source that it was taken from, then what stands between, the speaker's end last.
    pub hops: Vec<RecordIx>,
}

/// A record with the sources that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witnessed {
    /// The record.
    pub record: RecordIx,
    /// The sources, each once.
    pub sources: Vec<RecordIx>,
    /// How many of them are independent of each other.
    pub independent: usize,
}

/// What is known of the sources behind some records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The quotations, in the order of the selection.
    pub quotes: Vec<Traced>,
    /// The events, in the order of the selection.
    pub events: Vec<Witnessed>,
    /// Positions and figures: what somebody holds, or is said to, and what somebody counts.
    pub claims: Vec<Witnessed>,
    /// How many of the listed records stand in briefings that are not open.
    pub unopened: usize,
    /// How many briefings that is.
    pub closed: usize,
}

/// The sources behind what the selection lists.
pub fn of(library: &Library, scope: Scope, selection: &Selection) -> Trace {
    let mut trace = Trace::default();
    let mut closed = HashSet::new();
    let records = library.records();
    let rows = [
        RecordKind::Quote,
        RecordKind::Event,
        RecordKind::Position,
        RecordKind::Figure,
    ];
    for row in rows.iter().flat_map(|kind| selection.rows(*kind)) {
        let at = match scope {
            Scope::One(at) => Some(at),
            Scope::All => records.briefing(*row),
        };
        let open = at.and_then(|at| Some((at, library.briefing(at)?)));
        let record = open.and_then(|(at, open)| Some((at, open, records.record(*row, open)?)));
        let Some((at, briefing, record)) = record else {
            trace.unopened += 1;
            closed.extend(at);
            continue;
        };
        let place = |id: &crate::model::SourceId| library.find_in(at, &id.record());
        if let Record::Quote(quote) = record {
            trace.quotes.push(Traced {
                quote: *row,
                hops: provenance::chain(quote)
                    .into_iter()
                    .filter_map(place)
                    .collect(),
            });
            continue;
        }
        let sources = provenance::sources_of(briefing, &record);
        let witnessed = Witnessed {
            record: *row,
            independent: provenance::independent(briefing, &sources),
            sources: sources.into_iter().filter_map(place).collect(),
        };
        match record {
            Record::Event(_) => trace.events.push(witnessed),
            _ => trace.claims.push(witnessed),
        }
    }
    trace.closed = closed.len();
    trace
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::discover::Input;
    use crate::library::{Filter, Verdicts, load};

    fn bundled(file: &str) -> (Library, Scope) {
        let (library, _) = load::load(&[Input::Bundled]);
        let mut entries = library.entries().iter();
        let at = entries.position(|entry| entry.file.contains(file));
        (library, Scope::One(at.unwrap()))
    }

    fn moscow() -> (Library, Scope) {
        bundled("witkoff-moscow-2025")
    }

    fn trace((library, scope): &(Library, Scope)) -> Trace {
        let selection = library.select(*scope, &Filter::default(), &Verdicts::default());
        of(library, *scope, &selection)
    }

    fn id(library: &Library, ix: RecordIx) -> String {
        library.key(ix).unwrap().id.slug.to_string()
    }

    /// The quotations that went through more than one hand, each with its hops.
    fn longer((library, trace): (&Library, &Trace)) -> Vec<String> {
        let longer = trace.quotes.iter().filter(|quote| quote.hops.len() > 1);
        let longer = longer.map(|quote| {
            let hops = quote.hops.iter().map(|hop| id(library, *hop));
            let hops: Vec<_> = hops.collect();
            format!("{} <- {}", id(library, quote.quote), hops.join(" <- "))
        });
        let mut longer: Vec<_> = longer.collect();
        longer.sort();
        longer
    }

    /// The events of which several sources tell that are independent of each other, with how many
    /// they are; and how many events have one source, and none.
    fn witnessed((library, trace): (&Library, &Trace)) -> (Vec<String>, [usize; 2]) {
        let several = trace.events.iter().filter(|event| event.independent > 1);
        let several = several.map(|one| format!("{} {}", id(library, one.record), one.independent));
        let with = |count| {
            let events = trace.events.iter();
            events.filter(|event| event.independent == count).count()
        };
        (several.collect(), [with(1), with(0)])
    }

    /// The explainer embeds a post that sums up a newspaper in two sentences, and quotes one sentence
    /// from a magazine; for all else that it quotes it names no other source.
    #[test]
    fn what_the_explainer_took_from_elsewhere_has_its_hops() {
        let moscow = moscow();
        let (library, _) = &moscow;
        let trace = trace(&moscow);
        let expected = [
            "q-wsj-channel <- mylovanov-post <- wsj",
            "q-wsj-pace <- mylovanov-post <- wsj",
            "q-yermak-territory <- explainer <- atlantic",
        ];
        assert_eq!(longer((library, &trace)), expected);
        assert_eq!(trace.quotes.len(), 14);
        assert_eq!(trace.unopened, 0);
    }

    /// Everything comes from one article in the end, and what that rests on.
    #[test]
    fn no_event_of_one_article_has_an_independent_second() {
        let moscow = moscow();
        let trace = trace(&moscow);
        assert_eq!(trace.events.len(), 26);
        for witnessed in trace.events.iter().chain(&trace.claims) {
            let most = usize::from(!witnessed.sources.is_empty());
            assert_eq!(witnessed.independent, most, "{witnessed:?}");
        }
    }

    /// Mr Barnier wrote on Twitter what the Guardian has, and Mrs Foster spoke to the BBC; the others
    /// are quoted from where they spoke, or from who was there. Where an event is told by one side and
    /// quoted from another, or from a newspaper, those do not rest on each other. Much is known so well
    /// that no source is given for it.
    #[test]
    fn the_hands_and_the_witnesses_of_the_irish_border() {
        let (library, scope) = bundled("irish-border-brexit");
        let selection = library.select(scope, &Filter::default(), &Verdicts::default());
        let trace = of(&library, scope, &selection);
        let hops = [
            "q-barnier-tweet <- guardian-barnier <- barnier-tweet",
            "q-foster-blood-red <- irish-times-foster <- bbc-foster",
        ];
        assert_eq!(longer((&library, &trace)), hops);
        assert_eq!(trace.quotes.len(), 28);
        let several = [
            "juncker-lunch 2",
            "joint-report-published 2",
            "davis-intent 2",
            "draft-published 2",
            "technical-note 2",
            "deal-2018-agreed 3",
            "special-place 2",
            "mv3 3",
            "johnson-letter 2",
            "johnson-plan 2",
            "deal-2019-agreed 4",
            "brake-vote 3",
        ];
        let (found, others) = witnessed((&library, &trace));
        assert_eq!(found, several);
        assert_eq!(others, [22, 21]);
    }

    /// Two papers of the same evening: what stands in both has two witnesses.
    #[test]
    fn the_hands_and_the_witnesses_of_geneva() {
        let (library, scope) = bundled("geneva-talks-2025");
        let selection = library.select(scope, &Filter::default(), &Verdicts::default());
        let trace = of(&library, scope, &selection);
        assert!(longer((&library, &trace)).is_empty());
        assert_eq!(trace.quotes.len(), 16);
        let (found, others) = witnessed((&library, &trace));
        assert_eq!(found, ["e-meeting 2", "e-work-goes-on 2"]);
        assert_eq!(others, [5, 0]);
    }
}
