//! Who did what to whom, when, where, for how much, on whose word and how certain.
