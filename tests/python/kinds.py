"""Writes the TaskSpec that flytekit makes of each kind of task in the examples: `kinds.py FOLDER`."""

import functools
import sys
from collections import OrderedDict
from pathlib import Path
from typing import List

import flytekit
from flytekit import ContainerTask, PodTemplate, Resources, TaskMetadata, kwtypes, map_task, task
from flytekit.configuration import Image, ImageConfig, SerializationSettings
from flytekit.core.base_sql_task import SQLTask
from flytekit.models.task import Sql
from flytekit.tools.translator import get_serializable
from kubernetes import client

SETTINGS = SerializationSettings(
    project="flytesnacks",
    domain="development",
    version="v1",
    image_config=ImageConfig(default_image=Image(name="default", fqn="ghcr.io/example/app", tag="v1")),
)

ELLIPSE = ContainerTask(
    name="shapes.ellipse_area",
    image="ghcr.io/flyteorg/rawcontainers-shell:v2",
    inputs=kwtypes(a=float, b=float),
    outputs=kwtypes(area=float, note=str),
    command=["./calculate-ellipse-area.sh", "{{.inputs.a}}", "{{.inputs.b}}", "/var/outputs"],
    input_data_dir="/var/inputs",
    output_data_dir="/var/outputs",
    environment={"LANG": "C"},
    requests=Resources(cpu="1", mem="64Mi"),
    metadata=TaskMetadata(retries=2),
)


class Query(SQLTask):
    """What a SQL plugin of flytekit does: the statement and the plugin's settings go into the template."""

    def get_sql(self, settings):
        # flytekit's constants are off by one: its 1 is what the wire calls ANSI.
        return Sql(statement=self.query_template, dialect=1)

    def get_config(self, settings):
        return {"warehouse": "reports"}


BY_AGE = Query(
    name="users.by_age",
    task_type="snowflake",
    query_template="""SELECT name, age
           FROM users
          WHERE age >= {{.inputs.from}} AND age < {{.inputs.to}}""",
    inputs={"from": int, "to": int},
)


@task(retries=2)
def scale(x: float, by: float) -> float:
    """Scales a number."""
    return x * by


SCALED = map_task(functools.partial(scale, by=1.0), concurrency=4, min_success_ratio=0.5)


@flytekit.task(retries=1, requests=Resources(cpu="4", mem="8Gi"))
def train(epochs: int) -> float:
    """Trains for some epochs; only the first worker reports."""
    return 0.5**epochs


# What flytekitplugins-kfpytorch does for its task type.
train._task_type = "pytorch"
train._task_type_version = 1
train.get_custom = lambda settings: {
    "masterReplicas": {"replicas": 1},
    "workerReplicas": {"replicas": 4},
    "runPolicy": {"backoffLimit": 3},
}


SCRATCH = client.V1VolumeMount(name="scratch", mount_path="/var/scratch")


BESIDE_A_CACHE = PodTemplate(
    pod_spec=client.V1PodSpec(
        containers=[
            client.V1Container(
                name="main",
                env=[client.V1EnvVar(name="SCRATCH", value="/var/scratch")],
                resources=client.V1ResourceRequirements(limits={"cpu": "8"}),
                volume_mounts=[SCRATCH],
            ),
            client.V1Container(
                name="cache",
                image="redis:7",
                ports=[client.V1ContainerPort(container_port=6379)],
                volume_mounts=[SCRATCH],
            ),
            client.V1Container(name="watcher", command=["watch"]),
        ],
        tolerations=[client.V1Toleration(key="spot", operator="Exists")],
        volumes=[client.V1Volume(name="scratch", empty_dir=client.V1EmptyDirVolumeSource())],
    ),
    primary_container_name="main",
    labels={"team": "data"},
    annotations={"example.com/note": "any text"},
)


@task(
    pod_template=BESIDE_A_CACHE,
    pod_template_name="base",
    environment={"RUST_LOG": "info"},
    requests=Resources(cpu="2", mem="4Gi", ephemeral_storage="1Gi"),
    limits=Resources(gpu="1"),
)
def summarise(values: List[float]) -> float:
    """Adds numbers up, beside a cache."""
    return sum(values)


@task(pod_template=PodTemplate())
def double(x: float) -> float:
    """Doubles a number, in a pod that has nothing of its own to say."""
    return 2 * x


WORDS = ContainerTask(
    name="pod.words",
    image="alpine:3",
    inputs=kwtypes(text=str),
    outputs=kwtypes(count=int),
    command=["sh", "-c", "wc -w /var/inputs/text > /var/outputs/count"],
    input_data_dir="/var/inputs",
    output_data_dir="/var/outputs",
    environment={"LANG": "C"},
    requests=Resources(cpu="1"),
    pod_template=BESIDE_A_CACHE,
)


KINDS = [
    ("raw-container", ELLIPSE),
    ("sql", BY_AGE),
    ("map", SCALED),
    ("training", train),
    ("pod", summarise),
    ("pod-default", double),
    ("pod-map", map_task(double)),
    ("pod-container", WORDS),
]


def main():
    folder = Path(sys.argv[1])
    for name, entity in KINDS:
        spec = get_serializable(OrderedDict(), SETTINGS, entity).to_flyte_idl()
        (folder / f"{name}.pb").write_bytes(spec.SerializeToString(deterministic=True))


main()
