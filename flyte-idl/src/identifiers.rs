//! Makes identifiers, and reads and writes them as the short text that Flyte's command line uses.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use crate::core::{
    Identifier, NodeExecutionIdentifier, ResourceType, SignalIdentifier, TaskExecutionIdentifier,
    WorkflowExecutionIdentifier,
};

/// The first word of an identifier's text and the resource type it stands for.
const KINDS: [(&str, ResourceType); 3] =
    [("tsk", ResourceType::Task), ("wf", ResourceType::Workflow), ("lp", ResourceType::LaunchPlan)];

const IDENTIFIER: Form = Form { kinds: "`tsk`, `wf` or `lp`", text: "KIND:PROJECT:DOMAIN:NAME:VERSION" };
const EXECUTION: Form = Form { kinds: "`ex`", text: "ex:PROJECT:DOMAIN:NAME" };
const NODE: Form = Form { kinds: "`ne`", text: "ne:PROJECT:DOMAIN:EXECUTION:NODE" };
const TASK: Form = Form {
    kinds: "`te`",
    text: "te:PROJECT:DOMAIN:EXECUTION:NODE:TASK_PROJECT:TASK_DOMAIN:TASK_NAME:TASK_VERSION:ATTEMPT",
};
const SIGNAL: Form = Form { kinds: "`sig`", text: "sig:PROJECT:DOMAIN:EXECUTION:SIGNAL" };

impl Identifier {
    /// Returns the identifier of an entity of the given kind; its organization is left empty.
    pub fn new(
        resource_type: ResourceType,
        project: impl Into<String>,
        domain: impl Into<String>,
        name: impl Into<String>,
        version: impl Into<String>,
    ) -> Self {
        Self {
            resource_type: resource_type.into(),
            project: project.into(),
            domain: domain.into(),
            name: name.into(),
            version: version.into(),
            org: String::new(),
        }
    }

    /// Returns the identifier of a task.
    ///
    /// ```
    /// use flyte_idl::core::Identifier;
    ///
    /// let id = Identifier::task("flytesnacks", "development", "my.task", "v1");
    /// assert_eq!(id.to_string(), "tsk:flytesnacks:development:my.task:v1");
    /// assert_eq!("tsk:flytesnacks:development:my.task:v1".parse(), Ok(id));
    /// ```
    pub fn task(
        project: impl Into<String>,
        domain: impl Into<String>,
        name: impl Into<String>,
        version: impl Into<String>,
    ) -> Self {
        Self::new(ResourceType::Task, project, domain, name, version)
    }

    /// Returns the identifier of a workflow.
    pub fn workflow(
        project: impl Into<String>,
        domain: impl Into<String>,
        name: impl Into<String>,
        version: impl Into<String>,
    ) -> Self {
        Self::new(ResourceType::Workflow, project, domain, name, version)
    }

    /// Returns the identifier of a launch plan.
    pub fn launch_plan(
        project: impl Into<String>,
        domain: impl Into<String>,
        name: impl Into<String>,
        version: impl Into<String>,
    ) -> Self {
        Self::new(ResourceType::LaunchPlan, project, domain, name, version)
    }
}

/// Writes `tsk:PROJECT:DOMAIN:NAME:VERSION`, with `wf` or `lp` for workflows and launch plans, as flytekit does.
///
/// The organization has no place in that text. A kind without a short word is written `<unknown>`.
impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = KINDS.iter().find(|(_, kind)| *kind == self.resource_type());
        let kind = kind.map_or("<unknown>", |(word, _)| *word);
        write!(f, "{kind}:{}:{}:{}:{}", self.project, self.domain, self.name, self.version)
    }
}

impl FromStr for Identifier {
    type Err = ParseIdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let [kind, project, domain, name, version] = IDENTIFIER.split(text)?;
        let known = KINDS.iter().find(|(word, _)| *word == kind);
        let (_, resource_type) = known.ok_or_else(|| IDENTIFIER.wrong_kind(text, kind))?;
        Ok(Self::new(*resource_type, project, domain, name, version))
    }
}

impl WorkflowExecutionIdentifier {
    /// Returns the identifier of an execution; its organization is left empty.
    pub fn new(project: impl Into<String>, domain: impl Into<String>, name: impl Into<String>) -> Self {
        Self { project: project.into(), domain: domain.into(), name: name.into(), org: String::new() }
    }
}

/// Writes `ex:PROJECT:DOMAIN:NAME`, as flytekit does.
impl fmt::Display for WorkflowExecutionIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ex:{}", InExecution(Some(self)))
    }
}

impl FromStr for WorkflowExecutionIdentifier {
    type Err = ParseIdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let [kind, project, domain, name] = EXECUTION.split(text)?;
        EXECUTION.check_kind("ex", kind, text)?;
        Ok(Self::new(project, domain, name))
    }
}

impl NodeExecutionIdentifier {
    /// Returns the identifier of a node of an execution.
    pub fn new(execution: WorkflowExecutionIdentifier, node: impl Into<String>) -> Self {
        Self { node_id: node.into(), execution_id: Some(execution) }
    }
}

/// Writes `ne:PROJECT:DOMAIN:EXECUTION:NODE`; flytekit has no text for it, so this one is ours.
impl fmt::Display for NodeExecutionIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ne:{}:{}", InExecution(self.execution_id.as_ref()), self.node_id)
    }
}

impl FromStr for NodeExecutionIdentifier {
    type Err = ParseIdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let [kind, project, domain, execution, node] = NODE.split(text)?;
        NODE.check_kind("ne", kind, text)?;
        Ok(Self::new(WorkflowExecutionIdentifier::new(project, domain, execution), node))
    }
}

impl TaskExecutionIdentifier {
    /// Returns the identifier of one attempt, counted from 0, at a task in a node of an execution.
    pub fn new(task: Identifier, node: NodeExecutionIdentifier, retry_attempt: u32) -> Self {
        Self { task_id: Some(task), node_execution_id: Some(node), retry_attempt }
    }
}

/// Writes `te:`, the execution and its node, the task, and the attempt, as flytekit does.
impl fmt::Display for TaskExecutionIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let node = self.node_execution_id.as_ref();
        let execution = InExecution(node.and_then(|node| node.execution_id.as_ref()));
        write!(f, "te:{execution}:{}:", node.map_or("", |node| &node.node_id))?;
        match &self.task_id {
            Some(task) => write!(f, "{}:{}:{}:{}", task.project, task.domain, task.name, task.version)?,
            None => f.write_str(":::")?,
        }
        write!(f, ":{}", self.retry_attempt)
    }
}

impl FromStr for TaskExecutionIdentifier {
    type Err = ParseIdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let [kind, project, domain, execution, node, task_project, task_domain, task, version, attempt] =
            TASK.split(text)?;
        TASK.check_kind("te", kind, text)?;
        let retry_attempt = attempt.parse().map_err(|_| ParseIdentifierError::Attempt {
            text: text.to_owned(),
            found: attempt.to_owned(),
        })?;
        let execution = WorkflowExecutionIdentifier::new(project, domain, execution);
        let task = Identifier::task(task_project, task_domain, task, version);
        Ok(Self::new(task, NodeExecutionIdentifier::new(execution, node), retry_attempt))
    }
}

impl SignalIdentifier {
    /// Returns the identifier of a signal that an execution waits for.
    pub fn new(execution: WorkflowExecutionIdentifier, signal: impl Into<String>) -> Self {
        Self { signal_id: signal.into(), execution_id: Some(execution) }
    }
}

/// Writes `sig:PROJECT:DOMAIN:EXECUTION:SIGNAL`; flytekit has no text for it, so this one is ours.
impl fmt::Display for SignalIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sig:{}:{}", InExecution(self.execution_id.as_ref()), self.signal_id)
    }
}

impl FromStr for SignalIdentifier {
    type Err = ParseIdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let [kind, project, domain, execution, signal] = SIGNAL.split(text)?;
        SIGNAL.check_kind("sig", kind, text)?;
        Ok(Self::new(WorkflowExecutionIdentifier::new(project, domain, execution), signal))
    }
}

/// Why a text is not an identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseIdentifierError {
    /// The text has too few or too many parts between its colons.
    Parts {
        /// What was read.
        text: String,
        /// How many parts it has.
        found: usize,
        /// The form it should have.
        form: &'static str,
    },
    /// The first part names another kind of thing, or none.
    Kind {
        /// What was read.
        text: String,
        /// Its first part.
        found: String,
        /// The words that may stand there.
        expected: &'static str,
        /// The form it should have.
        form: &'static str,
    },
    /// The last part of a task execution is not the number of an attempt.
    Attempt {
        /// What was read.
        text: String,
        /// Its last part.
        found: String,
    },
}

impl fmt::Display for ParseIdentifierError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parts { text, found, form } => {
                let wanted = form.split(':').count();
                write!(f, "`{text}` has {found} part(s) between colons, and {form} has {wanted}")
            }
            Self::Kind { text, found, expected, form } => {
                write!(f, "`{text}` begins with `{found}`, and {form} begins with {expected}")
            }
            Self::Attempt { text, found } => {
                write!(
                    f,
                    "`{text}` ends with `{found}`, which is no attempt (a whole number from 0 to {})",
                    u32::MAX
                )
            }
        }
    }
}

impl Error for ParseIdentifierError {}

/// How the text of one kind of identifier is laid out, for reading it and for saying what is wrong with it.
struct Form {
    kinds: &'static str,
    text: &'static str,
}

impl Form {
    fn split<'a, const N: usize>(&self, text: &'a str) -> Result<[&'a str; N], ParseIdentifierError> {
        let parts: Vec<&str> = text.split(':').collect();
        let found = parts.len();
        parts.try_into().map_err(|_| ParseIdentifierError::Parts {
            text: text.to_owned(),
            found,
            form: self.text,
        })
    }

    fn check_kind(&self, wanted: &str, found: &str, text: &str) -> Result<(), ParseIdentifierError> {
        if found == wanted { Ok(()) } else { Err(self.wrong_kind(text, found)) }
    }

    fn wrong_kind(&self, text: &str, found: &str) -> ParseIdentifierError {
        ParseIdentifierError::Kind {
            text: text.to_owned(),
            found: found.to_owned(),
            expected: self.kinds,
            form: self.text,
        }
    }
}

/// The three parts of an execution inside a longer text; an absent one leaves them empty.
struct InExecution<'a>(Option<&'a WorkflowExecutionIdentifier>);

impl fmt::Display for InExecution<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(id) => write!(f, "{}:{}:{}", id.project, id.domain, id.name),
            None => f.write_str("::"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::{Debug, Display};

    use super::*;

    fn round_trip<T: FromStr<Err = ParseIdentifierError> + Display + Debug + PartialEq>(
        value: &T,
        text: &str,
    ) {
        assert_eq!(value.to_string(), text);
        assert_eq!(text.parse::<T>().as_ref(), Ok(value));
    }

    fn execution() -> WorkflowExecutionIdentifier {
        WorkflowExecutionIdentifier::new("p", "d", "f12")
    }

    // str() of flytekit.interfaces.cli_identifiers.Identifier(TASK | WORKFLOW | LAUNCH_PLAN, "p", "d", "my.task", "v1"),
    // WorkflowExecutionIdentifier("p", "d", "f12") and TaskExecutionIdentifier of both, node n0 and attempt 2.
    #[test]
    fn texts_are_those_of_flytekit() {
        round_trip(&Identifier::task("p", "d", "my.task", "v1"), "tsk:p:d:my.task:v1");
        round_trip(&Identifier::workflow("p", "d", "my.task", "v1"), "wf:p:d:my.task:v1");
        round_trip(&Identifier::launch_plan("p", "d", "my.task", "v1"), "lp:p:d:my.task:v1");
        round_trip(&execution(), "ex:p:d:f12");
        let node = NodeExecutionIdentifier::new(execution(), "n0");
        let task = Identifier::task("p", "d", "my.task", "v1");
        round_trip(&TaskExecutionIdentifier::new(task, node, 2), "te:p:d:f12:n0:p:d:my.task:v1:2");
        assert_eq!(Identifier::default().to_string(), "<unknown>::::");
    }

    #[test]
    fn nodes_and_signals_round_trip() {
        round_trip(&NodeExecutionIdentifier::new(execution(), "n0-0-n1"), "ne:p:d:f12:n0-0-n1");
        round_trip(&SignalIdentifier::new(execution(), "approve"), "sig:p:d:f12:approve");
    }

    #[test]
    fn absent_parts_are_written_empty() {
        assert_eq!(TaskExecutionIdentifier::default().to_string(), "te:::::::::0");
        assert_eq!(NodeExecutionIdentifier::default().to_string(), "ne::::");
    }

    #[test]
    fn errors_say_what_is_wrong_and_what_is_right() {
        let error = |text: &str| text.parse::<Identifier>().unwrap_err().to_string();
        assert_eq!(
            error("tsk:p:d:name"),
            "`tsk:p:d:name` has 4 part(s) between colons, and KIND:PROJECT:DOMAIN:NAME:VERSION has 5"
        );
        assert_eq!(
            error("task:p:d:name:v"),
            "`task:p:d:name:v` begins with `task`, and KIND:PROJECT:DOMAIN:NAME:VERSION begins with `tsk`, `wf` or `lp`"
        );
        assert_eq!(
            "te:p:d:e:n:p:d:t:v:one".parse::<TaskExecutionIdentifier>().unwrap_err().to_string(),
            "`te:p:d:e:n:p:d:t:v:one` ends with `one`, which is no attempt (a whole number from 0 to 4294967295)"
        );
        assert_eq!(
            "wf:p:d:e".parse::<WorkflowExecutionIdentifier>().unwrap_err().to_string(),
            "`wf:p:d:e` begins with `wf`, and ex:PROJECT:DOMAIN:NAME begins with `ex`"
        );
    }
}
