//! From simple HTML to paragraphs.

use super::entities::unescape;
use crate::Part;
use crate::clean::{Para, tidy};
use trafilatura::dom::{Document, NodeId};

/// Elements that flow inside a paragraph; all others end it.
const INLINE: [&str; 30] = [
    "a", "abbr", "b", "bdi", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "hi", "ref",
];

/// Elements whose text is not for readers.
const SILENT: [&str; 8] = ["script", "style", "noscript", "template", "svg", "iframe", "head", "button"];

/// The paragraphs of an article's HTML.
pub(crate) fn paragraphs(html: &str) -> Vec<Para> {
    let mut walk = Walk::default();
    let mut rest = html;
    // Behind the last closing bracket nothing is a tag; asking at every opening one would take square time.
    let mut tags_left = html.rfind('>').map_or(0, |last| last + 1);
    while let Some(at) = rest[..tags_left].find('<') {
        walk.text(&rest[..at]);
        let len = tag_len(&rest[at..]).unwrap_or(0);
        if len == 0 {
            walk.text("<");
        } else {
            walk.tag(&rest[at..at + len]);
        }
        let mut next = at + len.max(1);
        if let Some(silent) = walk.silent.take() {
            next += closing_tag(&rest[next..], &silent);
        }
        rest = &rest[next..];
        tags_left = tags_left.saturating_sub(next);
    }
    walk.text(rest.split("<!--").next().unwrap_or(rest));
    walk.flush();
    walk.paras
}

/// How long the tag or comment at the start of `html` is; `None` where the bracket opens neither.
fn tag_len(html: &str) -> Option<usize> {
    if html.starts_with("<!--") {
        return Some(html.find("-->").map_or(html.len(), |end| end + 3));
    }
    let opens = html[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
    opens.then(|| html.find('>').map(|end| end + 1))?
}

/// Where the closing tag of an element whose text is left out starts; the end where it is missing.
fn closing_tag(html: &str, name: &str) -> usize {
    let found = memchr::memmem::find_iter(html.as_bytes(), b"</")
        .find(|at| html.as_bytes()[at + 2..].get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes())));
    found.unwrap_or(html.len())
}

#[derive(Default)]
struct Walk {
    paras: Vec<Para>,
    open: String,
    /// An element that was just opened, whose text is left out.
    silent: Option<String>,
    caption: bool,
    breaks: usize,
}

impl Walk {
    fn text(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.breaks = 0;
        }
        self.open.push_str(&unescape(text));
    }

    fn tag(&mut self, tag: &str) {
        let closing = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']);
        let name = name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())].to_ascii_lowercase();
        match name.as_str() {
            "br" | "lb" => self.line_break(),
            "" => {}
            inline if INLINE.contains(&inline) => {}
            silent if SILENT.contains(&silent) => {
                if !closing && !tag.ends_with("/>") {
                    self.silent = Some(name);
                }
            }
            block => {
                self.flush();
                if block == "figcaption" {
                    self.caption = !closing;
                }
            }
        }
    }

    /// One break wraps a line; two end a paragraph.
    fn line_break(&mut self) {
        self.breaks += 1;
        if self.breaks > 1 { self.flush() } else { self.open.push(' ') }
    }

    fn flush(&mut self) {
        let text = tidy(&self.open);
        self.open.clear();
        self.breaks = 0;
        if !text.is_empty() {
            self.paras.push(Para::new(text, if self.caption { Part::Caption } else { Part::Body }));
        }
    }
}

/// The text of a piece of HTML, on one line. Angle brackets that are no markup stay: "<ACME CORP> YEAR NET".
pub(crate) fn text_of_fragment(html: &str) -> String {
    const TAGS: [&str; 12] = ["</", "<b>", "<i>", "<em", "<strong", "<a ", "<br", "<p>", "<p ", "<span", "<sup", "<img"];
    let plain = unescape(html);
    if !TAGS.iter().any(|tag| plain.contains(tag)) {
        return tidy(&plain);
    }
    let paras = paragraphs(&plain);
    paras.iter().map(|para| para.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The paragraphs of the page's longest article element, or of the page, outside its menus: what a page has where no more
/// can be made out.
pub(super) fn page_paragraphs(document: &Document) -> Vec<Para> {
    let Some(body) = document.body() else { return Vec::new() };
    let all = paragraphs_in(document, body);
    if all.is_empty() {
        return paragraphs(&document.inner_html(body));
    }
    let articles = document.query_selector_all(body, "article").into_iter().map(|id| paragraphs_in(document, id));
    let words = |paras: &[Para]| paras.iter().map(Para::words).sum::<usize>();
    articles.max_by_key(|paras| words(paras)).filter(|paras| words(paras) * 2 > words(&all)).unwrap_or(all)
}

fn paragraphs_in(document: &Document, scope: NodeId) -> Vec<Para> {
    let found = document.query_selector_all(scope, "p, h2, h3, blockquote");
    let texts = found.into_iter().filter(|&id| !super::captions::is_aside(document, id)).map(|id| tidy(&document.text_content(id)));
    texts.filter(|text| !text.is_empty()).map(|text| Para::new(text, Part::Body)).collect()
}

#[cfg(test)]
mod tests {
    use super::{paragraphs, text_of_fragment};

    fn texts(html: &str) -> Vec<String> {
        paragraphs(html).into_iter().map(|para| para.text).collect()
    }

    #[test]
    fn cuts_at_blocks_only() {
        let html = "<div><h2>One</h2><p>Two <b>three</b>\n four<br>five<br><br>Six &amp; seven</p><script>x<y</script>Eight</div>";
        assert_eq!(texts(html), ["One", "Two three four five", "Six & seven", "Eight"]);
    }

    #[test]
    fn survives_broken_markup() {
        assert_eq!(texts("a < b and <i>c"), ["a < b and c"]);
        assert_eq!(texts("<p>Never closed <a href='x"), ["Never closed <a href='x"]);
        assert!(texts("<!-- never closed").is_empty());
    }

    #[test]
    fn fragments_are_one_line() {
        assert_eq!(text_of_fragment("A &lt;b&gt;bold&lt;/b&gt; <i>move</i>"), "A bold move");
        assert_eq!(text_of_fragment("<ACME CORP> YEAR NET"), "<ACME CORP> YEAR NET");
    }
}
