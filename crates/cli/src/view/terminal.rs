//! Text from outside on a terminal.

/// Text that cannot steer a terminal: control characters are dropped, and those that turn the direction of writing.
pub fn safe(text: &str) -> String {
    let line = |c: char| if matches!(c, '\n' | '\t' | '\r') { ' ' } else { c };
    text.chars().map(line).filter(|c| !c.is_control() && !turns(*c)).collect()
}

fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(super::safe("a\u{1b}[31mred\u{7}\nb\u{202e}c\u{9b}2J"), "a[31mred bc2J");
    }
}
