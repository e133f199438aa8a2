//! Running text from the tokens of an annotated corpus.

use chancery_span::Span;

/// Tokens as running text, and where each stands in it.
pub fn join(tokens: &[&str]) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(tokens.len());
    let mut glue = true;
    for (i, token) in tokens.iter().enumerate() {
        let hyphen = *token == "-" && i > 0 && i + 1 < tokens.len();
        if !glue && !closes(token, tokens.get(i + 1).copied()) && !hyphen {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(token);
        spans.push(Span::new(start, text.len()));
        glue =
            hyphen || matches!(*token, "(" | "[" | "$" | "£" | "€" | "#" | "’" | "“") || (*token == "'" && tokens.get(i + 1) == Some(&"s"));
    }
    (text, spans)
}

/// Whether a token is written without a blank before it.
fn closes(token: &str, next: Option<&str>) -> bool {
    matches!(
        token,
        "." | ","
            | ";"
            | ":"
            | "!"
            | "?"
            | ")"
            | "]"
            | "%"
            | "'s"
            | "’s"
            | "n't"
            | "n’t"
            | "'re"
            | "'ve"
            | "'ll"
            | "'d"
            | "'m"
            | "”"
            | "..."
    ) || (matches!(token, "’" | "'") && next.is_some_and(|n| matches!(n, "s" | "t" | "re" | "ve" | "ll" | "d" | "m")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_text_as_it_is_printed() {
        let tokens = ["Ghana", "'s", "envoy", "(", "a", "lawyer", ")", "met", "EU", "-", "backed", "aides", "."];
        let (text, spans) = join(&tokens);
        assert_eq!(text, "Ghana's envoy (a lawyer) met EU-backed aides.");
        assert!(tokens.iter().zip(spans).all(|(t, s)| s.of(&text) == *t));
    }
}
