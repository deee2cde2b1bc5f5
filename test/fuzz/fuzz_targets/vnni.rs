#![no_main]
//! Texts of the platform `vnni`.

libfuzzer_sys::fuzz_target!(|text: &[u8]| xpiler_fuzz::frontend("vnni", text));
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, limit: usize, seed: u32| {
    xpiler_fuzz::tokens::mutate(data, size, limit, seed).unwrap_or_else(|| libfuzzer_sys::fuzzer_mutate(data, size, limit))
});
