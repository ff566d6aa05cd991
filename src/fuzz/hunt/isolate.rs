//! Keeps a panic of ours from ending more than the walk it happened in.

use futures_util::FutureExt;
use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;

/// What came of something that may panic; the error is what the panic said.
pub(super) async fn isolated<T>(what: impl Future<Output = T>) -> Result<T, String> {
    AssertUnwindSafe(what).catch_unwind().await.map_err(words)
}

fn words(panic: Box<dyn Any + Send>) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without words".into())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    #[test]
    fn a_panic_stays_where_it_happened() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let number = std::hint::black_box(7);
        let broken = runtime.block_on(isolated(async { assert!(number == 8, "seven is not {}", 8) }));
        assert_eq!(broken, Err("seven is not 8".to_owned()));
        assert_eq!(runtime.block_on(isolated(async { number })), Ok(7));
    }
}
