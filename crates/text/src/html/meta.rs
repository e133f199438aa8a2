//! Title, authors, date, outlet and address of a page.

use super::jsonld;
use crate::clean::{Draft, authors_of, tidy};
use trafilatura::dom::Document;

const TITLE: [&str; 5] = ["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"];
const OUTLET: [&str; 5] = ["og:site_name", "application-name", "dc.publisher", "publisher", "copyright"];
const DATE: [&str; 16] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "datepublished",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
    "article.published",
];
const AUTHOR: [&str; 8] =
    ["article:author", "author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "cxenseparse:author"];

/// What the page says about itself, without paragraphs, and how many words its article has by its own count.
pub(super) fn read(document: &Document) -> (Draft, Option<usize>) {
    let page = Page { document, meta: meta_tags(document) };
    let facts = jsonld::read(document);
    let outlet = page.meta(&OUTLET[..2]).or(facts.outlet).or_else(|| page.meta(&OUTLET[2..]));
    let draft = Draft {
        title: page.title(facts.headline, outlet.as_deref()),
        authors: page.authors(facts.authors),
        published: facts.published.or_else(|| page.date()),
        url: page.canonical().or_else(|| page.meta(&["og:url"])).or(facts.url),
        outlet,
        ..Draft::default()
    };
    (draft, facts.words)
}

struct Page<'d> {
    document: &'d Document,
    /// Names in lower case, and contents, in page order.
    meta: Vec<(String, String)>,
}

fn meta_tags(document: &Document) -> Vec<(String, String)> {
    let tags = document.query_selector_all(document.root(), "meta[content]");
    let name = |id| ["property", "name", "itemprop"].iter().find_map(|attribute| document.get_attribute(id, attribute));
    let pairs = tags.into_iter().filter_map(|id| Some((name(id)?, document.get_attribute(id, "content")?)));
    pairs.map(|(name, content)| (name.to_ascii_lowercase(), tidy(&content))).filter(|(_, content)| !content.is_empty()).collect()
}

impl Page<'_> {
    /// The first tag by the order of `names`.
    fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.meta.iter().find(|(have, _)| have == name)).map(|(_, content)| content.clone())
    }

    fn text(&self, selector: &str) -> Option<String> {
        let found = self.document.query_selector(self.document.root(), selector)?;
        Some(tidy(&self.document.iter_text(found, " "))).filter(|text| !text.is_empty())
    }

    /// The headline. Pages give it to machines, to social media and to readers, each time in other words; measured, this
    /// order most often gives the one that is expected.
    fn title(&self, headline: Option<String>, outlet: Option<&str>) -> Option<String> {
        let title = headline.or_else(|| self.meta(&TITLE)).or_else(|| self.text("h1")).or_else(|| self.text("title"));
        title.map(|title| strip_outlet(&title, outlet)).filter(|title| !title.is_empty())
    }

    fn date(&self) -> Option<String> {
        let metas = DATE.iter().filter_map(|name| self.meta(&[name]));
        metas.filter_map(|date| crate::iso_date(&date)).next().or_else(|| self.time_element())
    }

    /// The first `time` element with a date; one inside the article before one of a menu.
    fn time_element(&self) -> Option<String> {
        let root = self.document.root();
        ["article time", "main time", "time", "[itemprop='datePublished']"].iter().find_map(|selector| {
            self.document.query_selector_all(root, selector).into_iter().find_map(|id| {
                let machine = self.document.get_attribute(id, "datetime").and_then(|date| crate::iso_date(&date));
                machine.or_else(|| crate::find_date(&tidy(&self.document.iter_text(id, " "))).map(|found| found.iso))
            })
        })
    }

    fn authors(&self, known: Vec<String>) -> Vec<String> {
        if !known.is_empty() {
            return known;
        }
        let metas = AUTHOR
            .iter()
            .map(|name| self.meta.iter().filter(|(have, _)| have == name).flat_map(|(_, content)| authors_of(content)).collect());
        metas.chain(std::iter::once_with(|| self.byline())).find(|authors: &Vec<String>| !authors.is_empty()).unwrap_or_default()
    }

    /// The names in the elements that mark a byline.
    fn byline(&self) -> Vec<String> {
        ["[rel='author']", "[itemprop='author']", ".byline .author", ".author-name", ".byline", ".author"]
            .iter()
            .find_map(|selector| self.text(selector).map(|text| authors_of(&text)).filter(|authors| !authors.is_empty()))
            .unwrap_or_default()
    }

    fn canonical(&self) -> Option<String> {
        let link = self.document.query_selector(self.document.root(), "link[rel='canonical'][href]")?;
        self.document.get_attribute(link, "href").filter(|href| href.starts_with("http"))
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The headline of `Headline | The Outlet`: the outlet's name is cut, whatever parts it from the headline.
fn strip_outlet(title: &str, outlet: Option<&str>) -> String {
    const SEPARATORS: [&str; 8] = [" | ", " * ", " - ", " – ", " — ", " :: ", " » ", " · "];
    let Some((head, tail)) = SEPARATORS.iter().filter_map(|s| title.rsplit_once(s)).max_by_key(|(head, _)| head.len()) else {
        return title.to_owned();
    };
    let (name, tail_name) = (outlet.map(bare).unwrap_or_default(), bare(tail));
    let is_outlet = !name.is_empty() && (name.contains(&tail_name) || tail_name.contains(&name));
    let is_site = tail.split(' ').count() <= 4 && head.split(' ').count() >= 4 && crate::clean::is_press(tail);
    if is_outlet || is_site { strip_outlet(head, outlet) } else { title.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::strip_outlet;

    #[test]
    fn strips_the_outlet() {
        assert_eq!(strip_outlet("Ministers meet in Lisbon | The Daily Sample", None), "Ministers meet in Lisbon");
        assert_eq!(strip_outlet("Ministers meet - World - Example", Some("Example")), "Ministers meet - World");
        assert_eq!(strip_outlet("Ports shut - and roads too", None), "Ports shut - and roads too");
    }
}
