//! Work on several threads, with answers in order.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The threads asked for, or one for each core.
pub fn cores(asked: Option<usize>) -> usize {
    asked.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1).max(1)
}

/// Apply `work` to each item on several threads; answers come in the order of the items.
pub fn in_parallel<T: Send, A: Send>(items: Vec<T>, threads: usize, work: &(impl Fn(T) -> A + Sync)) -> Vec<A> {
    let next = AtomicUsize::new(0);
    let waiting: Vec<Mutex<Option<T>>> = items.into_iter().map(|i| Mutex::new(Some(i))).collect();
    let answers: Vec<Mutex<Option<A>>> = waiting.iter().map(|_| Mutex::new(None)).collect();
    let run = || {
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            let Some(slot) = waiting.get(i) else { break };
            if let Some(item) = slot.lock().unwrap_or_else(PoisonError::into_inner).take() {
                *answers[i].lock().unwrap_or_else(PoisonError::into_inner) = Some(work(item));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(waiting.len()) {
            scope.spawn(run);
        }
        run();
    });
    answers.into_iter().filter_map(|a| a.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_keep_the_order_of_the_items() {
        let items: Vec<usize> = (0..500).collect();
        let answers = in_parallel(items.clone(), 7, &|i| i * 2);
        assert_eq!(answers, items.iter().map(|i| i * 2).collect::<Vec<_>>());
    }
}
