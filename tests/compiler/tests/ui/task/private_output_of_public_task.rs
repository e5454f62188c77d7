use flyte_task::prelude::*;

struct Model;

impl FlyteType for Model {
    const TYPE: &'static flyte_task::types::TypeDescriptor = &flyte_task::types::TypeDescriptor::None;
    fn encode(&self, _: &mut flyte_task::types::Writer) -> Result<(), flyte_task::types::ConversionError> {
        Ok(())
    }
    fn decode(_: &mut flyte_task::types::Reader<'_>) -> Result<Self, flyte_task::types::ConversionError> {
        Ok(Self)
    }
}

#[task]
pub fn train() -> Model {
    Model
}

fn main() {}
