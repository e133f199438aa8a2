//! From the tagging heads' scores to a word's tags and lemma.

use chancery_learn::math::argmax;

use super::Model;
use crate::tree::Upos;

impl Model<'_> {
    /// Universal tag, Penn tag, features and lemma.
    pub(super) fn choose(&self, form: &str, logits: &[f32]) -> (Upos, &'static str, &'static str, String) {
        let d = &self.dims;
        let (upos, rest) = logits.split_at(d.upos);
        let (xpos, rest) = rest.split_at(d.xpos);
        let (feats, scripts) = rest.split_at(d.feats);
        let upos = argmax(upos);
        let lemma = self.lemma(form, upos as u8, scripts);
        (Upos::ALL[upos], self.xpos[argmax(xpos)], self.feats[argmax(feats)], lemma)
    }

    /// The lemma known by heart, or the one the best applicable script makes.
    fn lemma(&self, form: &str, upos: u8, scores: &[f32]) -> String {
        let exception = self.exceptions.get(form).and_then(|found| found.iter().find(|(u, _)| *u == upos));
        if let Some((_, lemma)) = exception {
            return (*lemma).to_owned();
        }
        let best = argmax(scores);
        if let Some(lemma) = self.scripts[best].apply(form) {
            return lemma;
        }
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
        order.into_iter().find_map(|i| self.scripts[i].apply(form)).unwrap_or_else(|| form.to_owned())
    }
}
