//! One body, several instruction sets.
//!
//! [`multiversion!`](crate::multiversion) compiles a plain loop three times (baseline, AVX2, AVX-512) and picks at run time. Rust never fuses
//! or reorders float operations by itself, so all versions give the same bits; only their speed differs.

/// Defines a function whose body is compiled for several instruction sets and chosen at run time.
#[macro_export]
macro_rules! multiversion {
    ($(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident : $ty:ty),* $(,)?) $body:block) => {
        $(#[$meta])*
        #[allow(unsafe_code, clippy::too_many_arguments, reason = "calls a version only after its instruction set was detected")]
        $vis fn $name($($arg: $ty),*) {
            #[inline(always)]
            fn body($($arg: $ty),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq")]
                fn wide($($arg: $ty),*) { body($($arg),*) }
                #[target_feature(enable = "avx2")]
                fn middle($($arg: $ty),*) { body($($arg),*) }
                if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl") && is_x86_feature_detected!("avx512dq") {
                    // SAFETY: the features were detected on the line above.
                    return unsafe { wide($($arg),*) };
                }
                if is_x86_feature_detected!("avx2") {
                    // SAFETY: the feature was detected on the line above.
                    return unsafe { middle($($arg),*) };
                }
            }
            body($($arg),*)
        }
    };
}
