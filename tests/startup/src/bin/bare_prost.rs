//! What `execute` is measured against: the same by hand, with Flyte's messages and nothing else.
//!
//! `bare-prost sum|peak INPUTS FOLDER` reads the inputs, adds them or asks the system for the process's peak memory,
//! and writes `outputs.pb`, whole or not at all.

use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::{env, process};

use flyte_idl::core::scalar::Value as ScalarValue;
use flyte_idl::core::{Literal, LiteralMap, literal, primitive};
use flyte_idl::prost::Message;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let mut word = || args.next().ok_or("three words are needed: sum or peak, the inputs, the output folder");
    let (task, inputs, folder) = (word()?, word()?, word()?);
    let inputs = LiteralMap::decode(fs::read(inputs)?.as_slice())?;
    let output = match task.as_str() {
        "sum" => integer(&inputs, "a")? + integer(&inputs, "b")?,
        _ => peak()?,
    };
    let outputs: LiteralMap = [("o0", Literal::integer(output))].into_iter().collect();
    let temporary = Path::new(&folder).join(format!(".{}.tmp", process::id()));
    let mut file = File::create_new(&temporary)?;
    file.write_all(&outputs.encode_to_vec())?;
    file.sync_data()?;
    fs::rename(temporary, Path::new(&folder).join("outputs.pb"))?;
    Ok(())
}

fn integer(inputs: &LiteralMap, name: &str) -> Result<i64, String> {
    let literal = inputs.literals.get(name).ok_or_else(|| format!("there is no input {name}"))?;
    let Some(literal::Value::Scalar(scalar)) = &literal.value else {
        return Err(format!("{name} is no scalar"));
    };
    match &scalar.value {
        Some(ScalarValue::Primitive(primitive)) => match primitive.value {
            Some(primitive::Value::Integer(integer)) => Ok(integer),
            _ => Err(format!("{name} is no integer")),
        },
        _ => Err(format!("{name} is no primitive")),
    }
}

/// The most memory that this process took so far, in KiB.
fn peak() -> Result<i64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("the system does not say")?;
    Ok(peak.trim().trim_end_matches(" kB").parse()?)
}
