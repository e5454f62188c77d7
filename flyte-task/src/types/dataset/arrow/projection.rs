//! Which columns of a file are read, and in which order they come.

use parquet::arrow::ProjectionMask;
use parquet::schema::types::SchemaDescriptor;

/// The columns of one file that were asked for.
#[derive(Debug)]
pub(super) struct Projection {
    /// What the file's reader decodes.
    pub(super) mask: ProjectionMask,
    /// The names of the outermost columns, in the order in which they were asked for.
    pub(super) order: Vec<String>,
}

impl Projection {
    /// The columns of these names, or the first name that is none's.
    ///
    /// A name such as `outer.inner` stands for a column inside a struct, unless there is a column of that very name.
    pub(super) fn of(schema: &SchemaDescriptor, names: &[String]) -> Result<Self, String> {
        let mut leaves = Vec::new();
        let mut order: Vec<String> = Vec::new();
        for name in names {
            let path: Vec<_> = name.split('.').collect();
            let is_whole = |parts: &[String]| parts.first() == Some(name);
            let is_inside = |parts: &[String]| {
                parts.len() >= path.len() && parts.iter().zip(&path).all(|(part, step)| part == step)
            };
            let mut found = matching(schema, is_whole);
            if found.is_empty() {
                found = matching(schema, is_inside);
            }
            let root = found
                .first()
                .and_then(|leaf| schema.columns().get(*leaf))
                .and_then(|column| column.path().parts().first())
                .ok_or(name)?;
            if !order.contains(root) {
                order.push(root.clone());
            }
            leaves.extend(found);
        }
        Ok(Self { mask: ProjectionMask::leaves(schema, leaves), order })
    }
}

/// The names of the outermost columns of a file.
pub(super) fn names(schema: &SchemaDescriptor) -> Vec<String> {
    schema.root_schema().get_fields().iter().map(|field| field.name().to_owned()).collect()
}

fn matching(schema: &SchemaDescriptor, fits: impl Fn(&[String]) -> bool) -> Vec<usize> {
    let leaves = schema.columns().iter().enumerate();
    leaves.filter(|(_, column)| fits(column.path().parts())).map(|(leaf, _)| leaf).collect()
}
