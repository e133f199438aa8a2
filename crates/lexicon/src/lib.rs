//! The formats of the editable language and world files, and their checks.
