//! Golden cases of outputs that become artifacts, and one with more of what flytekit reads back.

use chrono::{DateTime, NaiveDate, Utc};
use flyte_task::prelude::*;
use flyte_task::types::{
    Artifact, ArtifactSpec, DATA_CARD, Granularity, MODEL_CARD, PartitionBinding, TimeBinding, TimePartition,
    WithMetadata,
};

/// `Pricing(region=Inputs.region, tier="gold", time_partition=Inputs.when)`
struct BoundPricing;

impl ArtifactSpec for BoundPricing {
    const NAME: &'static str = "pricing";
    const PARTITIONS: &'static [(&'static str, PartitionBinding)] =
        &[("region", PartitionBinding::Input("region")), ("tier", PartitionBinding::Static("gold"))];
    const TIME_PARTITION: Option<TimePartition> = Some(TimePartition::new(TimeBinding::Input("when")));
}

#[task(name = "golden_dev.t46_artifact")]
fn t46_artifact(region: String, when: DateTime<Utc>) -> Artifact<String, BoundPricing> {
    let _ = when;
    format!("{region}!").into()
}

/// `Pricing`
struct Pricing;

impl ArtifactSpec for Pricing {
    const NAME: &'static str = "pricing";
    const PARTITIONS: &'static [(&'static str, PartitionBinding)] =
        &[("region", PartitionBinding::Runtime), ("tier", PartitionBinding::Runtime)];
    const TIME_PARTITION: Option<TimePartition> = Some(TimePartition::new(TimeBinding::Runtime));
}

#[task(name = "golden_dev.t47_artifact_dynamic")]
fn t47_artifact_dynamic(region: String) -> Artifact<String, Pricing> {
    // The case's own `Card` tells the output's name, too.
    let card = |key: &'static str, text: &'static str| {
        move |output: &str| (key.to_owned(), format!("{output}:{text}"))
    };
    Artifact::new(format!("value-{region}"))
        .with_metadata_of(card(MODEL_CARD, "# model"))
        .with_metadata_of(card(DATA_CARD, "# data"))
        .with_partition("region", "dubai")
        .with_partition("tier", "9")
        .with_time_partition(at(2024, 5, 6, 7))
}

/// `Artifact(name="reports", partition_keys=["day"], time_partitioned=True, time_partition_granularity=HOUR)`
struct Reports;

impl ArtifactSpec for Reports {
    const NAME: &'static str = "reports";
    const PARTITIONS: &'static [(&'static str, PartitionBinding)] = &[("day", PartitionBinding::Runtime)];
    const TIME_PARTITION: Option<TimePartition> =
        Some(TimePartition::new(TimeBinding::Runtime).by(Granularity::Hour));
}

#[derive(Outputs)]
struct Reported {
    report: Artifact<Vec<i64>, Reports>,
    note: WithMetadata<String>,
    plain: i64,
}

#[task]
fn reported(day: String) -> Reported {
    let report = Artifact::new(vec![1, 2]).with_partition("day", day);
    Reported {
        report: report.with_time_partition(at(2024, 5, 6, 7)).with_data_card("# données"),
        note: WithMetadata::new("n".to_owned()).with_model_card("# model").with_metadata("owner", ""),
        plain: 3,
    }
}

fn at(year: i32, month: u32, day: u32, hour: u32) -> DateTime<Utc> {
    let day = NaiveDate::from_ymd_opt(year, month, day).and_then(|day| day.and_hms_opt(hour, 0, 0));
    day.unwrap_or_default().and_utc()
}
