//! Small models: kernels, layers with their gradients, quantisation, model files.
//!
//! Two halves share this crate. *Training* works on flat `f32` vectors of parameters ([`params`], [`optim`], [`layers`],
//! [`sru`]) and multiplies matrices with [`gemm`]. *Reading* works on 8-bit weights and 16-bit activations ([`int`],
//! [`quant`]), whose sums are exact, so every machine gets the same bits. [`mod@file`] is what passes from one to the other.

pub mod features;
pub mod file;
pub mod gemm;
pub mod int;
pub mod layers;
pub mod logistic;
pub mod math;
pub mod optim;
pub mod params;
pub mod quant;
pub mod rng;
pub mod simd;
pub mod sru;
pub mod table;
pub mod vectors;
