//! Addresses of the web and of mail.

use super::chars::Sort;
use super::scan::{Chunk, Scanner};

/// The longest part of a mail address before the `@`.
const LOCAL: usize = 64;

/// How an address of the web begins.
const BEGINNINGS: [&[u8]; 6] = [b"http://", b"https://", b"www.", b"ftp://", b"mailto:", b"hxxp://"];

impl Scanner<'_, '_> {
    /// The end of the address that starts at `start`, if one does.
    pub(super) fn address(&self, start: usize, chunk: Chunk) -> Option<usize> {
        if chunk.at_sign
            && let Some(end) = self.mail(start, chunk)
        {
            return Some(end);
        }
        let bytes = self.reader.bytes(start, chunk.end);
        let begins = matches!(bytes[0] | 0x20, b'h' | b'w' | b'f' | b'm')
            && BEGINNINGS.iter().any(|b| bytes.len() > b.len() && bytes[..b.len()].eq_ignore_ascii_case(b));
        begins.then(|| self.address_end(start, chunk.end))
    }

    /// Where the address ends: at a quotation mark or angle bracket, and before the marks of the sentence around it.
    pub(super) fn address_end(&self, start: usize, limit: usize) -> usize {
        let bytes = self.reader.bytes(0, limit);
        let mut end = start;
        let mut open = 0_usize;
        while end < limit {
            let c = self.reader.at(end);
            if matches!(c, '<' | '>' | '"' | '“' | '”' | '|') || c == ')' && open == 0 {
                break;
            }
            match c {
                '(' => open += 1,
                ')' => open -= 1,
                _ => {}
            }
            end += c.len_utf8();
        }
        while end > start + 1 && matches!(bytes[end - 1], b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b']' | b'*') {
            end -= 1;
        }
        end
    }

    fn mail(&self, start: usize, chunk: Chunk) -> Option<usize> {
        let bytes = self.reader.bytes(0, chunk.end);
        let at = (start..chunk.end.min(start + LOCAL))
            .find(|&i| !(bytes[i].is_ascii_alphanumeric() || matches!(bytes[i], b'.' | b'_' | b'%' | b'+' | b'-')))?;
        if bytes[at] != b'@' {
            return None;
        }
        let host = at + 1;
        let mut end = host;
        while end < chunk.end && (bytes[end].is_ascii_alphanumeric() || matches!(bytes[end], b'.' | b'-')) {
            end += 1;
        }
        while end > host && !bytes[end - 1].is_ascii_alphanumeric() {
            end -= 1;
        }
        let dotted = bytes[host..end].contains(&b'.');
        (dotted && self.reader.sort(end) != Sort::Letter).then_some(end)
    }
}
