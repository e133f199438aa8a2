//! The English lexicon and model, embedded.
