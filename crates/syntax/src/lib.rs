//! Tags, lemmas and dependency trees.
//!
//! [`Model`] reads: words in, [`Tree`]s out. [`train`] makes the model file from treebanks in [`conllu`], [`score`]
//! says how good it is. The net is described in [`net`]; the same computation in small integers is in [`model`].

pub mod conllu;
pub mod decode;
pub mod features;
pub mod intern;
pub mod inventory;
pub mod lemma;
pub mod model;
pub mod names;
pub mod net;
pub mod score;
pub mod train;
pub mod tree;
mod upos;

pub use model::{Model, ModelError, Scratch};
pub use names::{Name, NameKind};
pub use tree::{Tree, Upos, Word};
