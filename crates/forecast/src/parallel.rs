//! Work spread over threads, with results in the order of the items.

/// Applies `f` to each item on up to `threads` threads.
pub fn map<T: Sync, R: Send>(threads: usize, items: &[T], f: impl Fn(&T) -> R + Sync) -> Vec<R> {
    map_with(threads, items, || (), |(), item| f(item))
}

/// As [`map`], with working space made once for each thread.
pub fn map_with<T: Sync, S, R: Send>(
    threads: usize,
    items: &[T],
    space: impl Fn() -> S + Sync,
    f: impl Fn(&mut S, &T) -> R + Sync,
) -> Vec<R> {
    let run = |part: &[T]| {
        let mut s = space();
        part.iter().map(|item| f(&mut s, item)).collect::<Vec<R>>()
    };
    if threads <= 1 || items.len() < 2 {
        return run(items);
    }
    let block = items.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let handles: Vec<_> = items.chunks(block).map(|part| scope.spawn(move || run(part))).collect();
        handles.into_iter().flat_map(|h| h.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn order_is_kept_on_any_number_of_threads() {
        let items: Vec<u32> = (0..101).collect();
        for threads in [1, 2, 7, 200] {
            assert_eq!(super::map(threads, &items, |x| x * 2), (0..101).map(|x| x * 2).collect::<Vec<_>>());
        }
    }
}
