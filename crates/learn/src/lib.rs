//! Small models: kernels, quantisation, model files.
