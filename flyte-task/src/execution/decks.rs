//! The decks of a run: the default ones, filled.

use std::time::Instant;

use crate::context::ExecutionContext;
use crate::deck::{DeckField, Decks, Dependencies, KeyValues, Source, Timeline};
use crate::interface::VariableDescriptor;
use crate::storage::Storage;
use crate::task::Task;
use crate::types::TypeDescriptor;
use crate::types::codec::LiteralMap;

/// The decks that the task wants, with a clock that began when the run did.
pub fn of(task: &dyn Task, started: Instant) -> Decks {
    if task.enable_deck() {
        Decks::with_fields(task.deck_fields()).with_timeline(Timeline::starting_at(started))
    } else {
        Decks::off()
    }
}

/// Shows what is known before the task runs.
pub(super) fn before(task: &dyn Task, context: &ExecutionContext, inputs: &[u8]) {
    let decks = context.decks();
    if let Some(deck) = decks.field(DeckField::SourceCode) {
        let (source, place) = (task.source(), task.instantiated_in());
        if !source.is_empty() {
            deck.append(Source::new(source).path(place));
        } else if !place.is_empty() {
            deck.append(KeyValues::new().entry("Defined at", place));
        }
    }
    if let Some(deck) = decks.field(DeckField::Dependencies) {
        deck.append(dependencies());
    }
    if let Some(deck) = decks.field(DeckField::Input) {
        // Inputs that cannot be read are reported where they are read for the task.
        let literals = LiteralMap::parse(inputs).unwrap_or_default();
        let interface = task.interface();
        let shown = interface
            .inputs()
            .iter()
            .filter_map(|input| literals.get(input.name).map(|literal| (input.name, input.ty, literal)));
        deck.append(values(shown, context.storage()));
    }
}

/// Shows what came out.
pub(super) fn after(
    outputs: &[VariableDescriptor],
    literals: &[(String, Vec<u8>)],
    context: &ExecutionContext,
) {
    if let Some(deck) = context.decks().field(DeckField::Output) {
        let shown = outputs.iter().filter_map(|output| {
            let (_, literal) = literals.iter().find(|(name, _)| name == output.name)?;
            Some((output.name, output.ty, literal.as_slice()))
        });
        deck.append(values(shown, context.storage()));
    }
}

fn values<'a>(
    variables: impl Iterator<Item = (&'a str, &'a TypeDescriptor, &'a [u8])>,
    storage: &Storage,
) -> KeyValues {
    variables.fold(KeyValues::new(), |shown, (name, ty, literal)| {
        let value = match ty.json_from_literal(literal, storage) {
            Ok(value) => format!("{value:#}"),
            Err(error) => format!("(cannot be shown: {error})"),
        };
        shown.entry(format!("{name}: {ty}"), value)
    })
}

fn dependencies() -> Dependencies {
    let program = crate::context::program();
    Dependencies::of(program.name, program.version)
        .entry("flyte-task", env!("CARGO_PKG_VERSION"))
        .entry("built for", format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS))
}
