//! A sign of life on standard error while work takes long.

use super::args::{Judging, When};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

/// Work that takes less is not worth a sign.
const PATIENCE: Duration = Duration::from_millis(500);
/// Between two movements.
const TICK: Duration = Duration::from_millis(120);

/// Shown from half a second on, and gone without a trace when it is dropped.
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    /// Starts waiting. Nothing is shown with `--quiet`, in a pipeline (`CI` is set) and where nobody
    /// looks at a terminal.
    pub(super) fn start(judging: &Judging) -> Self {
        let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
        let wanted = match judging.progress {
            When::Always => true,
            When::Never => false,
            When::Auto => !ci && !judging.quiet,
        };
        if !wanted || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        let shown = bar.clone();
        std::thread::spawn(move || {
            std::thread::sleep(PATIENCE);
            if !shown.is_finished() {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(TICK);
            }
        });
        Self(Some(bar))
    }

    /// Says what is being done.
    pub(super) fn doing(&self, what: &'static str) {
        if let Self(Some(bar)) = self {
            bar.set_message(what);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Self(Some(bar)) = self {
            bar.finish_and_clear();
        }
    }
}
