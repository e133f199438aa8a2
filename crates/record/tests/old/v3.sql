PRAGMA foreign_keys = OFF; PRAGMA application_id = 1667785070; PRAGMA user_version = 3;
CREATE TABLE runs ( -- One use of the program that put rows here. Old runs stay.
  id       INTEGER PRIMARY KEY, -- Number of the run.
  origin   TEXT NOT NULL, -- Whose coding: chancery, gdelt1, gdelt2, icews, polecat, phoenix, acled, petrarch and so on.
  started  TEXT NOT NULL, -- When it began; ISO 8601, UTC.
  finished TEXT, -- When it ended; NULL while it goes on, or where it was cut off.
  program  TEXT NOT NULL, -- Version of the program.
  lexicon  TEXT, -- Version of the lexicon: a hash of its files. NULL for imported events.
  model    TEXT, -- Version of the tagger and parser: a hash of the model file. NULL for imported events.
  command  TEXT NOT NULL, -- What was asked for.
  articles INTEGER NOT NULL DEFAULT 0, -- Articles it stored.
  events   INTEGER NOT NULL DEFAULT 0, -- Events it stored.
  rejected INTEGER NOT NULL DEFAULT 0 -- Records it could not read.
) STRICT;
CREATE TABLE documents ( -- Articles, and for imported events what is known of the article behind them.
  id            INTEGER PRIMARY KEY, -- Number of the article in this file.
  uid           TEXT NOT NULL UNIQUE, -- Stable id, as `chancery read` prints it; a further article of the very same headline and words has ~2 after it.
  origin        TEXT NOT NULL, -- Whose coding its events are.
  identity      TEXT NOT NULL UNIQUE, -- Hash of what stays the same when an article is corrected: address, or outlet and id, or the text itself.
  external_id   TEXT, -- The input's own id.
  title         TEXT, -- Headline; NULL where text is not kept.
  outlet        TEXT, -- Publication that carried it.
  authors       TEXT NOT NULL DEFAULT '[]', -- Names of the authors; JSON array.
  url           TEXT, -- Address.
  published     TEXT, -- Date or time of publication; ISO 8601, as precise as the article says.
  published_day INTEGER, -- Day of publication; days since 1970-01-01.
  language      TEXT, -- ISO 639-1.
  sha256        TEXT, -- SHA-256 of the input, hexadecimal.
  characters    INTEGER, -- Length of the clean text in characters.
  words         INTEGER, -- Words read.
  has_text      INTEGER NOT NULL, -- 1 where the words are kept, 0 where only offsets and hashes are.
  fingerprint   BLOB, -- Hashes of its three-word shingles, 4 bytes each, little-endian, ascending; the smallest 1024 of them.
  cluster       INTEGER NOT NULL, -- Number of the earliest stored article of which this is a near copy; its own number where it is none.
  run           INTEGER NOT NULL REFERENCES runs(id) -- Run that read it last.
, domain TEXT) STRICT;
CREATE INDEX documents_cluster ON documents(cluster) WHERE cluster <> id;
CREATE INDEX documents_published ON documents(published_day);
CREATE TABLE versions ( -- Every version of an article that was ever stored; one seen before is not stored again.
  document INTEGER NOT NULL REFERENCES documents(id), -- Article.
  uid      TEXT NOT NULL, -- Stable id of the version, without ~2.
  current  INTEGER NOT NULL, -- 1 for the version whose rows are in the other tables.
  run      INTEGER NOT NULL REFERENCES runs(id), -- Run that stored it last.
  PRIMARY KEY (document, uid)
) STRICT, WITHOUT ROWID;
CREATE TABLE removed ( -- What was cut from the page before reading.
  document INTEGER NOT NULL REFERENCES documents(id), -- Article.
  number   INTEGER NOT NULL, -- Order, from 0.
  why      TEXT NOT NULL, -- advert, navigation, widget, related, byline, comment form, credit.
  characters INTEGER NOT NULL, -- Length in characters.
  text     TEXT, -- The words; NULL where text is not kept.
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE sentences ( -- Sentences of the clean text, headline first.
  id       INTEGER PRIMARY KEY, -- Row number, for the full-text index `sentences_text`.
  document INTEGER NOT NULL REFERENCES documents(id), -- Article.
  number   INTEGER NOT NULL, -- Order in the article, from 0.
  start    INTEGER NOT NULL, -- First character.
  "end"    INTEGER NOT NULL, -- One past the last character.
  part     TEXT NOT NULL, -- headline, body or caption.
  hash     INTEGER NOT NULL, -- First 8 bytes of the SHA-256 of its words, as a signed number.
  text     TEXT, domain TEXT, -- The words; NULL where text is not kept.
  UNIQUE (document, number)
) STRICT;
CREATE VIRTUAL TABLE sentences_text USING fts5( -- Full-text index of `sentences`: SELECT rowid FROM sentences_text WHERE sentences_text MATCH 'visa AND ban'.
  text, -- The words.
  content='sentences', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE TABLE actors ( -- Actors across all articles: one row for each name, kind and code.
  id        INTEGER PRIMARY KEY, -- Number of the actor in this file.
  key       TEXT NOT NULL UNIQUE, -- Stable id: a hash of kind, name, codes and countries.
  name      TEXT NOT NULL, -- Full name.
  kind      TEXT NOT NULL, -- person, office, state, group, organisation, people, place; unknown for imported ones.
  codes     TEXT NOT NULL, -- Codes such as CHN.GOV: country, then PLOVER sectors; JSON array.
  countries TEXT NOT NULL -- ISO 3166-1 alpha-3; the members of a group; JSON array.
) STRICT;
CREATE INDEX actors_name ON actors(name COLLATE NOCASE);
CREATE TABLE document_actors ( -- Who appears in an article.
  document    INTEGER NOT NULL REFERENCES documents(id), -- Article.
  number      INTEGER NOT NULL, -- Number in the article, from 1.
  actor       INTEGER NOT NULL REFERENCES actors(id), -- Actor.
  aliases     TEXT NOT NULL, -- Other names, in the text or the lexicon; JSON array.
  role        TEXT, -- What the person is on the article's date.
  as_of       TEXT, -- That date; ISO 8601.
  resolved_by TEXT NOT NULL, -- lexicon, composed, apposition, coreference, memory or unresolved.
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_actors_actor ON document_actors(actor);
CREATE TABLE mentions ( -- Where an actor is named in an article.
  document INTEGER NOT NULL, -- Article.
  number   INTEGER NOT NULL, -- Order, from 0.
  actor    INTEGER NOT NULL, -- Number of the actor in the article.
  sentence INTEGER NOT NULL, -- Number of the sentence.
  start    INTEGER NOT NULL, -- First character.
  "end"    INTEGER NOT NULL, -- One past the last character.
  form     TEXT NOT NULL, -- name, descriptor, demonym, metonym, pronoun or acronym.
  rule     TEXT NOT NULL, -- Rule that made the link.
  text     TEXT, -- The words; NULL where text is not kept.
  PRIMARY KEY (document, number),
  FOREIGN KEY (document, actor) REFERENCES document_actors(document, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE places ( -- Places where events are put, each once.
  id         INTEGER PRIMARY KEY, -- Number of the place in this file.
  key        TEXT NOT NULL UNIQUE, -- Stable id: a hash of all other columns.
  name       TEXT NOT NULL, -- Name.
  country    TEXT, -- ISO 3166-1 alpha-3.
  admin1     TEXT, -- Province or state.
  admin2     TEXT, -- District.
  lat        REAL, -- Latitude; degrees north, WGS 84.
  lon        REAL, -- Longitude; degrees east, WGS 84.
  resolution TEXT, -- What the point stands for: address, site, city, district, province, country or region; NULL where not known.
  geonames   INTEGER, -- GeoNames id.
  feature_id TEXT -- The id of the place in its origin, where that is not GeoNames.
) STRICT;
CREATE INDEX places_country ON places(country);
CREATE INDEX places_name ON places(name COLLATE NOCASE);
CREATE TABLE happenings ( -- What happened, once, however many articles and sentences report it.
  id           INTEGER PRIMARY KEY, -- Number of the happening in this file.
  type         TEXT NOT NULL, -- PLOVER event type.
  happened     INTEGER NOT NULL, -- 1 where its reports say it occurred or goes on; 0 for what is planned, requested, supposed or denied.
  day_first    INTEGER NOT NULL, -- Earliest day its reports give; days since 1970-01-01.
  day_last     INTEGER NOT NULL, -- Latest first day its reports give; days since 1970-01-01.
  first_event  INTEGER NOT NULL REFERENCES events(id) DEFERRABLE INITIALLY DEFERRED, -- Event that stands for it: the first stored.
  first_report TEXT, -- Earliest publication among its reports; ISO 8601.
  reports      INTEGER NOT NULL, -- Reports: rows of `events`, reprints and repetitions among them.
  articles     INTEGER NOT NULL, -- Articles that report it.
  outlets      INTEGER NOT NULL -- Independent outlets: of near copies only the first counts, an outlet counts once.
) STRICT;
CREATE INDEX happenings_day ON happenings(day_first);
CREATE INDEX happenings_first_event ON happenings(first_event);
CREATE TABLE happening_amounts ( -- What the reports of a happening say it amounted to: money, casualties, counts.
  happening INTEGER NOT NULL REFERENCES happenings(id), -- Happening.
  role      TEXT NOT NULL, -- aid, investment, trade, loan, arms, fine, damage, price or other.
  unit      TEXT NOT NULL, -- Currency (ISO 4217) or unit counted: dead, wounded, troops.
  low       REAL NOT NULL, -- Smallest value reported.
  high      REAL NOT NULL, -- Largest value reported.
  reports   INTEGER NOT NULL, -- Amounts behind the range.
  PRIMARY KEY (happening, role, unit)
) STRICT, WITHOUT ROWID;
CREATE TABLE happening_sides ( -- By which a further report finds its happening.
  source    TEXT NOT NULL, -- Country or code of a source; --- where none is given.
  target    TEXT NOT NULL, -- Country or code of a target; --- where none is given.
  type      TEXT NOT NULL, -- PLOVER event type.
  day       INTEGER NOT NULL, -- A day its reports give; days since 1970-01-01.
  happening INTEGER NOT NULL REFERENCES happenings(id), -- Happening.
  PRIMARY KEY (source, target, type, day, happening)
) STRICT, WITHOUT ROWID;
CREATE INDEX happening_sides_happening ON happening_sides(happening);
CREATE TABLE events ( -- Events as reported: one row for each report in each article. See `happenings` to count once.
  id             INTEGER PRIMARY KEY, -- Number of the event in this file.
  origin         TEXT NOT NULL, -- Whose coding.
  document       INTEGER REFERENCES documents(id), -- Article; NULL where an imported row names none.
  number         INTEGER, -- Number in the article, from 1; NULL for imported events.
  foreign_id     TEXT, -- Id in its origin; NULL for events read here.
  run            INTEGER NOT NULL REFERENCES runs(id), -- Run that stored it; its lexicon and model are there.
  sentence       INTEGER, -- Number of the sentence; of the origin for imported events.
  type           TEXT NOT NULL, -- PLOVER event type: AGREE to ASSAULT.
  mode           TEXT, -- PLOVER mode.
  contexts       TEXT NOT NULL DEFAULT '[]', -- PLOVER contexts; JSON array.
  cameo          TEXT, -- CAMEO code; text, for its leading zero counts.
  quad           INTEGER NOT NULL, -- 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
  goldstein      REAL, -- Score from -10 (conflict) to 10 (cooperation): PLOVER's of the type, or the origin's own.
  reciprocal     INTEGER NOT NULL DEFAULT 0, -- 1 where both sides did it to each other.
  status         TEXT NOT NULL, -- occurred, ongoing, planned, requested, hypothetical or denied.
  happened       INTEGER NOT NULL, -- 1 for occurred and ongoing, 0 for the rest: never count these together.
  day            INTEGER, -- First day of its date; days since 1970-01-01. NULL where no date is known.
  date_start     TEXT, -- First day; ISO 8601.
  date_end       TEXT, -- Last day; ISO 8601.
  date_precision TEXT, -- day, week, month, season, year; unknown where the article's own date stands in.
  date_text      TEXT, -- The expression the date is read from; NULL where there is none or text is not kept.
  trigger_start  INTEGER, -- First character of the words that signal it.
  trigger_end    INTEGER, -- One past their last character.
  trigger        TEXT, -- These words; NULL where text is not kept.
  statement      INTEGER, -- Number of the statement it is reported in; NULL where the outlet asserts it itself.
  speaker        INTEGER REFERENCES actors(id), -- Who says so; NULL where the outlet does.
  same_as        INTEGER, -- Number of the earlier event of the article that this one repeats.
  copy           INTEGER NOT NULL DEFAULT 0, -- 1 where its article is a near copy of one stored before.
  happening      INTEGER REFERENCES happenings(id), -- Happening; NULL where none was sought (imported, or without date or parties).
  confidence     REAL, -- 0 to 1.
  rule           TEXT, -- Pattern that fired.
  why            TEXT, -- One line a person can read; NULL where text is not kept.
  gist           BLOB, -- Hashes of the words of its sentence, 4 bytes each, little-endian: by which reports are compared.
  mentions       INTEGER, -- Mentions, as the origin counts them.
  sources        INTEGER, -- Sources, as the origin counts them.
  articles       INTEGER, -- Articles, as the origin counts them.
  tone           REAL, -- Tone, as the origin scores it.
  extra          TEXT -- What else the origin says that has no column here; JSON object.
, historical INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX events_document ON events(document, number) WHERE document IS NOT NULL;
CREATE UNIQUE INDEX events_foreign ON events(origin, foreign_id) WHERE foreign_id IS NOT NULL;
CREATE INDEX events_day ON events(day, type, status, mode);
CREATE INDEX events_happening ON events(happening) WHERE happening IS NOT NULL;
CREATE INDEX events_speaker ON events(speaker, day) WHERE speaker IS NOT NULL;
CREATE TABLE event_actors ( -- Who did it and to whom: one row for each actor and each country it stands for.
  event   INTEGER NOT NULL REFERENCES events(id), -- Event.
  role    TEXT NOT NULL, -- source or target.
  number  INTEGER NOT NULL, -- Order within the role, from 0; a group of five states takes five.
  actor   INTEGER NOT NULL REFERENCES actors(id), -- Actor.
  code    TEXT, -- Code of the actor that applies: CHN.GOV.
  country TEXT, -- ISO 3166-1 alpha-3 with groups expanded; the code of an actor without country (IGO.NATO); NULL where it has none.
  local   INTEGER, -- Number of the actor in the article; NULL for imported events.
  day     INTEGER, -- Day of the event, repeated for the indexes; days since 1970-01-01.
  both    INTEGER NOT NULL, -- 1 where both sides did it to each other, repeated for the indexes.
  PRIMARY KEY (event, role, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_actors_country ON event_actors(country, role, day) WHERE country IS NOT NULL;
CREATE INDEX event_actors_actor ON event_actors(actor, role, day);
CREATE INDEX event_actors_country_both ON event_actors(country, role, day) WHERE country IS NOT NULL AND both = 1;
CREATE INDEX event_actors_actor_both ON event_actors(actor, role, day) WHERE both = 1;
CREATE TABLE event_places ( -- Where events happened.
  event   INTEGER NOT NULL REFERENCES events(id), -- Event.
  number  INTEGER NOT NULL, -- Order, from 0.
  place   INTEGER NOT NULL REFERENCES places(id), -- Place.
  start   INTEGER, -- First character of the words that name it.
  "end"   INTEGER, -- One past their last character.
  country TEXT, -- Country of the place, repeated for the index; ISO 3166-1 alpha-3.
  day     INTEGER, -- Day of the event, repeated for the index; days since 1970-01-01.
  PRIMARY KEY (event, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_places_place ON event_places(place, day);
CREATE INDEX event_places_country ON event_places(country, day) WHERE country IS NOT NULL;
CREATE TABLE statements ( -- What somebody is reported to have said or written.
  document       INTEGER NOT NULL REFERENCES documents(id), -- Article.
  number         INTEGER NOT NULL, -- Number in the article, from 1.
  sentence       INTEGER NOT NULL, -- Number of the sentence in which the content begins.
  speaker        INTEGER REFERENCES actors(id), -- Who; NULL where it cannot be told.
  speaker_local  INTEGER, -- Number of the speaker in the article.
  speaker_text   TEXT, -- The speaker as printed; NULL where text is not kept.
  cue            TEXT, -- The reporting word as printed.
  mode           TEXT NOT NULL, -- direct, indirect or mixed.
  start          INTEGER NOT NULL, -- First character of the content.
  "end"          INTEGER NOT NULL, -- One past its last character.
  text           TEXT, -- The content; NULL where text is not kept.
  addressee      INTEGER REFERENCES actors(id), -- To whom.
  addressee_local INTEGER, -- Number of the addressee in the article.
  via            TEXT, -- Outlet that carried it first.
  day            INTEGER, -- First day of its date; days since 1970-01-01.
  date_start     TEXT, -- First day; ISO 8601.
  date_end       TEXT, -- Last day; ISO 8601.
  date_precision TEXT, -- day, week, month, season, year or unknown.
  date_text      TEXT, -- The expression the date is read from.
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX statements_speaker ON statements(speaker, day) WHERE speaker IS NOT NULL;
CREATE INDEX statements_addressee ON statements(addressee) WHERE addressee IS NOT NULL;
CREATE INDEX statements_day ON statements(day);
CREATE TABLE statement_about ( -- Whom a statement speaks of, and how.
  document  INTEGER NOT NULL, -- Article.
  statement INTEGER NOT NULL, -- Number of the statement.
  number    INTEGER NOT NULL, -- Order, from 0.
  actor     INTEGER NOT NULL REFERENCES actors(id), -- Actor spoken of.
  local     INTEGER NOT NULL, -- Number of the actor in the article.
  stance    TEXT NOT NULL, -- positive, negative or neutral.
  PRIMARY KEY (document, statement, number),
  FOREIGN KEY (document, statement) REFERENCES statements(document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_about_actor ON statement_about(actor);
CREATE TABLE amounts ( -- Sums of money and counts.
  document    INTEGER NOT NULL REFERENCES documents(id), -- Article.
  number      INTEGER NOT NULL, -- Number in the article, from 1.
  sentence    INTEGER NOT NULL, -- Number of the sentence.
  start       INTEGER NOT NULL, -- First character.
  "end"       INTEGER NOT NULL, -- One past the last character.
  text        TEXT, -- The words; NULL where text is not kept.
  value       REAL NOT NULL, -- Value, in units of `currency` or `unit`.
  upper       REAL, -- Upper end of a range.
  currency    TEXT, -- ISO 4217.
  unit        TEXT, -- What is counted, where it is not money.
  approximate INTEGER NOT NULL, -- 1 where the text says about, some, up to.
  role        TEXT NOT NULL, -- aid, investment, trade, loan, arms, fine, damage, price or other.
  giver       INTEGER REFERENCES actors(id), -- Who gives.
  giver_local INTEGER, -- Number of the giver in the article.
  receiver    INTEGER REFERENCES actors(id), -- Who receives.
  receiver_local INTEGER, -- Number of the receiver in the article.
  count       REAL, -- A count the amount belongs to: the 79 of "79 projects".
  "of"        TEXT, -- What that counts.
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX amounts_giver ON amounts(giver) WHERE giver IS NOT NULL;
CREATE INDEX amounts_receiver ON amounts(receiver) WHERE receiver IS NOT NULL;
CREATE TABLE amount_equivalents ( -- Conversions the article itself gives.
  document INTEGER NOT NULL, -- Article.
  amount   INTEGER NOT NULL, -- Number of the amount.
  number   INTEGER NOT NULL, -- Order, from 0.
  value    REAL NOT NULL, -- Value.
  currency TEXT NOT NULL, -- ISO 4217.
  PRIMARY KEY (document, amount, number),
  FOREIGN KEY (document, amount) REFERENCES amounts(document, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_amounts ( -- Which amounts an event is about.
  event    INTEGER NOT NULL REFERENCES events(id), -- Event.
  amount   INTEGER NOT NULL, -- Number of the amount in the event's article.
  PRIMARY KEY (event, amount)
) STRICT, WITHOUT ROWID;
CREATE TABLE dates ( -- Expressions of time, resolved against the article's date.
  document  INTEGER NOT NULL REFERENCES documents(id), -- Article.
  number    INTEGER NOT NULL, -- Order, from 0.
  sentence  INTEGER NOT NULL, -- Number of the sentence.
  start     INTEGER NOT NULL, -- First character.
  "end"     INTEGER NOT NULL, -- One past the last character.
  text      TEXT, -- The words; NULL where text is not kept.
  value_start TEXT NOT NULL, -- First day; ISO 8601.
  value_end TEXT NOT NULL, -- Last day; ISO 8601.
  precision TEXT NOT NULL, -- day, week, month, season, year or unknown.
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE old_events ( -- Events of readings that were replaced: the article was corrected, or coded again with a newer lexicon.
  id          INTEGER PRIMARY KEY, -- Row number.
  document    INTEGER NOT NULL REFERENCES documents(id), -- Article.
  uid         TEXT NOT NULL, -- Stable id of the version they were read from.
  number      INTEGER NOT NULL, -- Number in that version, from 1.
  run         INTEGER NOT NULL REFERENCES runs(id), -- Run that had stored them.
  replaced_by INTEGER NOT NULL REFERENCES runs(id), -- Run that replaced them.
  why         TEXT NOT NULL, -- corrected or recoded.
  type        TEXT NOT NULL, -- PLOVER event type.
  mode        TEXT, -- PLOVER mode.
  cameo       TEXT, -- CAMEO code.
  source      TEXT NOT NULL, -- Sources: countries or codes; JSON array.
  target      TEXT NOT NULL, -- Targets: countries or codes; JSON array.
  status      TEXT NOT NULL, -- occurred, ongoing, planned, requested, hypothetical or denied.
  date_start  TEXT, -- First day; ISO 8601.
  trigger     TEXT, -- Words that signalled it; NULL where text is not kept.
  rule        TEXT, -- Pattern that fired.
  confidence  REAL -- 0 to 1.
) STRICT;
CREATE INDEX old_events_document ON old_events(document);
CREATE TABLE rejected ( -- Input that gave no article, and why.
  source TEXT PRIMARY KEY, -- File, and the line or record in it.
  reason TEXT NOT NULL, -- What was wrong.
  skip   INTEGER NOT NULL, -- 1 where the input was sound and merely in another language.
  run    INTEGER NOT NULL REFERENCES runs(id) -- Run that met it last.
) STRICT, WITHOUT ROWID;
CREATE TABLE bands ( -- By which near copies find one another: 20 hashes an article, each of 5 minima of its shingles.
  hash     INTEGER NOT NULL, -- Hash of the band.
  document INTEGER NOT NULL REFERENCES documents(id), -- Article.
  PRIMARY KEY (hash, document)
) STRICT, WITHOUT ROWID;
CREATE TABLE dyad_days ( -- Counts by who, to whom, what and when; kept as rows come and go.
  source     TEXT NOT NULL, -- Country of a source (see event_actors.country); --- where none is given.
  target     TEXT NOT NULL, -- Country of a target; --- where none is given. An event both sides did counts in both directions.
  type       TEXT NOT NULL, -- PLOVER event type.
  happened   INTEGER NOT NULL, -- 1 for occurred and ongoing, 0 for planned, requested, hypothetical and denied.
  origin     TEXT NOT NULL, -- Whose coding.
  day        INTEGER NOT NULL, -- First day of the events' date; days since 1970-01-01.
  reports    INTEGER NOT NULL, -- Rows of `events`: every report in every article.
  events     INTEGER NOT NULL, -- Reports without repetitions within an article and without near copies of articles.
  happenings INTEGER NOT NULL, -- Happenings, each counted with the event that stands for it; an event without one counts.
  articles   INTEGER NOT NULL, -- Articles that report such an event.
  goldstein  REAL NOT NULL, -- Sum of the scores of the counted `events`.
  PRIMARY KEY (source, target, type, happened, origin, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE dyad_months ( -- The same by month.
  source     TEXT NOT NULL, -- Country of a source; --- where none is given.
  target     TEXT NOT NULL, -- Country of a target; --- where none is given.
  month      TEXT NOT NULL, -- Month; YYYY-MM.
  type       TEXT NOT NULL, -- PLOVER event type.
  happened   INTEGER NOT NULL, -- 1 for occurred and ongoing, 0 for the rest.
  origin     TEXT NOT NULL, -- Whose coding.
  reports    INTEGER NOT NULL, -- Rows of `events`.
  events     INTEGER NOT NULL, -- Reports without repetitions and near copies.
  happenings INTEGER NOT NULL, -- Happenings.
  articles   INTEGER NOT NULL, -- Sum of the articles of its days.
  goldstein  REAL NOT NULL, -- Sum of the scores of the counted `events`.
  PRIMARY KEY (source, target, month, type, happened, origin)
) STRICT, WITHOUT ROWID;
CREATE TABLE outlet_days ( -- How much news there was: what counts are to be divided by.
  origin   TEXT NOT NULL, -- Whose coding.
  outlet   TEXT NOT NULL, -- Publication; --- where none is known.
  day      INTEGER NOT NULL, -- Day of publication; days since 1970-01-01.
  articles INTEGER NOT NULL, -- Articles.
  copies   INTEGER NOT NULL, -- Of these, near copies of articles stored before.
  PRIMARY KEY (origin, outlet, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE toponyms ( -- Names of places in an article, and the places they mean.
  document INTEGER NOT NULL REFERENCES documents(id), -- Article.
  number   INTEGER NOT NULL, -- Order, from 0.
  sentence INTEGER NOT NULL, -- Number of the sentence.
  start    INTEGER NOT NULL, -- First character.
  "end"    INTEGER NOT NULL, -- One past the last character.
  text     TEXT, -- The words; NULL where text is not kept.
  place    INTEGER NOT NULL REFERENCES places(id), -- Place.
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX toponyms_place ON toponyms(place);
CREATE TABLE set_aside ( -- What would be events were their sentences about politics; in no count.
  document   INTEGER NOT NULL REFERENCES documents(id), -- Article.
  number     INTEGER NOT NULL, -- Order in the article, from 0.
  sentence   INTEGER NOT NULL, -- Number of the sentence.
  domain     TEXT NOT NULL, -- What the sentence is about.
  type       TEXT NOT NULL, -- PLOVER event type.
  start      INTEGER NOT NULL, -- First character of the words that would signal it.
  "end"      INTEGER NOT NULL, -- One past their last character.
  trigger    TEXT, -- These words; NULL where text is not kept.
  rule       TEXT NOT NULL, -- Pattern that fired.
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX set_aside_domain ON set_aside(domain, type);
CREATE TABLE dyad_month_totals ( -- Counts by who, to whom and month, types together: what is asked most, in a table small enough to be read whole.
  source     TEXT NOT NULL, -- Country of a source; --- where none is given.
  target     TEXT NOT NULL, -- Country of a target; --- where none is given.
  month      TEXT NOT NULL, -- Month; YYYY-MM.
  happened   INTEGER NOT NULL, -- 1 for occurred and ongoing, 0 for the rest.
  origin     TEXT NOT NULL, -- Whose coding.
  reports    INTEGER NOT NULL, -- Rows of `events`.
  events     INTEGER NOT NULL, -- Reports without repetitions and near copies.
  happenings INTEGER NOT NULL, -- Happenings.
  articles   INTEGER NOT NULL, -- Sum of the articles of its days and types.
  goldstein  REAL NOT NULL, -- Sum of the scores of the counted `events`.
  PRIMARY KEY (source, target, month, happened, origin)
) STRICT, WITHOUT ROWID;
CREATE VIEW event_list AS -- One line an event: when, who, whom, what, how certain, on whose word, in which article.
SELECT e.id, coalesce(d.uid || '.e' || e.number, e.origin || ':' || e.foreign_id) AS name, e.date_start, e.date_precision,
  (SELECT group_concat(DISTINCT a.name) FROM event_actors x JOIN actors a ON a.id = x.actor WHERE x.event = e.id AND x.role = 'source') AS source,
  (SELECT group_concat(DISTINCT x.country) FROM event_actors x WHERE x.event = e.id AND x.role = 'source') AS source_countries,
  (SELECT group_concat(DISTINCT a.name) FROM event_actors x JOIN actors a ON a.id = x.actor WHERE x.event = e.id AND x.role = 'target') AS target,
  (SELECT group_concat(DISTINCT x.country) FROM event_actors x WHERE x.event = e.id AND x.role = 'target') AS target_countries,
  e.type, e.mode, e.quad, e.goldstein, e.status, s.name AS speaker, e.confidence, e.rule, e.historical, e.happening, e.origin, d.outlet, d.published, d.url,
  (SELECT t.text FROM sentences t WHERE t.document = e.document AND t.number = e.sentence AND e.number IS NOT NULL) AS sentence,
  r.lexicon, r.model, e.run
FROM events e LEFT JOIN documents d ON d.id = e.document LEFT JOIN actors s ON s.id = e.speaker JOIN runs r ON r.id = e.run;
CREATE VIEW statement_list AS -- One line a statement: who said what to whom, when, in which article.
SELECT d.uid || '.s' || s.number AS name, s.date_start, a.name AS speaker, s.speaker_text, s.cue, s.mode, s.text, b.name AS addressee, s.via,
  d.outlet, d.published, d.url
FROM statements s JOIN documents d ON d.id = s.document LEFT JOIN actors a ON a.id = s.speaker LEFT JOIN actors b ON b.id = s.addressee;
CREATE VIEW amount_list AS -- One line an amount: how much, of what, from whom, to whom.
SELECT d.uid || '.m' || m.number AS name, d.published, m.role, m.value, m.upper, coalesce(m.currency, m.unit) AS unit, m.approximate,
  g.name AS giver, r.name AS receiver, m.text, d.outlet, d.url
FROM amounts m JOIN documents d ON d.id = m.document LEFT JOIN actors g ON g.id = m.giver LEFT JOIN actors r ON r.id = m.receiver;
CREATE VIEW dyads_by_month AS -- Counts by pair of countries and month of what occurred or goes on.
SELECT source, target, month, sum(reports) AS reports, sum(events) AS events, sum(happenings) AS happenings, sum(articles) AS articles,
  sum(goldstein) AS goldstein
FROM dyad_month_totals WHERE happened = 1 GROUP BY source, target, month;
CREATE VIEW busiest_outlets AS -- Articles and reprints by outlet.
SELECT outlet, sum(articles) AS articles, sum(copies) AS copies FROM outlet_days GROUP BY outlet ORDER BY articles DESC;
CREATE VIEW most_reported AS -- Happenings with most independent outlets behind them.
SELECT h.id, h.type, h.outlets, h.articles, h.reports, h.first_report, l.source, l.target, l.date_start, l.sentence
FROM happenings h JOIN event_list l ON l.id = h.first_event ORDER BY h.outlets DESC, h.reports DESC, h.id;
CREATE VIEW recoded AS -- What changed when an article was corrected or coded again: old events beside the present ones of the same article.
SELECT o.document, o.why, o.run AS old_run, o.replaced_by, o.type AS old_type, o.source AS old_source, o.target AS old_target, o.status AS old_status,
  o.trigger AS old_trigger, e.id AS event, e.type, e.status, e.trigger
FROM old_events o LEFT JOIN events e ON e.document = o.document AND e.number = o.number;
CREATE VIEW set_aside_list AS -- One line an event that was set aside because its sentence is not about politics.
SELECT d.uid AS article, a.sentence, d.published, a.domain, a.type, a.trigger, a.rule, d.outlet, d.url,
  (SELECT t.text FROM sentences t WHERE t.document = a.document AND t.number = a.sentence) AS words
FROM set_aside a JOIN documents d ON d.id = a.document;
INSERT INTO runs VALUES (1, 'chancery', '2024-03-06T00:00:00Z', NULL, '', NULL, NULL, '', 1, 1, 0);
INSERT INTO documents VALUES (1, 'httpspostexample1v1', 'chancery', '3922dc3981daf8942f6c92b7d108ea7b', NULL, 'Aland meets Boria', 'The Post', '[]', 'https://post.example/1', '2024-03-06', 19788, NULL, NULL, NULL, NULL, 1, NULL, 1, 1, NULL);
INSERT INTO versions VALUES (1, 'httpspostexample1v1', 1, 1);
INSERT INTO removed VALUES (1, 0, 'advert', 3, 'Buy');
INSERT INTO sentences VALUES (1, 1, 0, 0, 52, 'body', 7, 'Aland met Boria and "we shall meet" cost $5 million.', 'politics');
INSERT INTO actors VALUES (1, '99c4eb7bba752165', 'Aland', 'state', '["ALA"]', '["ALA"]');
INSERT INTO actors VALUES (2, '5d09aabdcf1c127c', 'Boria', 'state', '["BOR"]', '["BOR"]');
INSERT INTO document_actors VALUES (1, 1, 1, '["Alanders"]', NULL, NULL, 'lexicon');
INSERT INTO document_actors VALUES (1, 2, 2, '["Boriaers"]', NULL, NULL, 'lexicon');
INSERT INTO mentions VALUES (1, 0, 1, 0, 0, 5, 'name', 'name', 'Aland');
INSERT INTO places VALUES (1, '2876311410276401', 'Midway', 'BOR', NULL, NULL, 1.5, NULL, NULL, NULL, NULL);
INSERT INTO happenings VALUES (1, 'CONSULT', 1, 19787, 19787, 1, '2024-03-06', 1, 1, 1);
INSERT INTO happening_amounts VALUES (1, 'aid', 'USD', 5000000.0, 5000000.0, 1);
INSERT INTO happening_sides VALUES ('ALA', 'BOR', 'CONSULT', 19787, 1);
INSERT INTO events VALUES (1, 'chancery', 1, 1, NULL, 1, 0, 'CONSULT', NULL, '[]', NULL, 1, 2.5, 0, 'occurred', 1, 19787, '2024-03-05', '2024-03-05', 'day', 'on that day', 6, 9, 'met', NULL, NULL, NULL, 0, 1, 0.8, 'consult.meet', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO event_actors VALUES (1, 'source', 0, 1, 'ALA', 'ALA', 1, 19787, 0);
INSERT INTO event_actors VALUES (1, 'target', 0, 2, 'BOR', 'BOR', 2, 19787, 0);
INSERT INTO event_places VALUES (1, 0, 1, 0, 1, 'BOR', 19787);
INSERT INTO statements VALUES (1, 1, 0, 1, 1, NULL, NULL, 'direct', 20, 33, 'we shall meet', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO statement_about VALUES (1, 1, 0, 2, 2, 'neutral');
INSERT INTO amounts VALUES (1, 1, 0, 41, 51, '$5 million', 5000000.0, NULL, 'USD', NULL, 0, 'aid', NULL, NULL, 2, 2, NULL, NULL);
INSERT INTO amount_equivalents VALUES (1, 1, 0, 4000000.0, 'EUR');
INSERT INTO event_amounts VALUES (1, 1);
INSERT INTO dates VALUES (1, 0, 0, 0, 0, NULL, '2024-03-05', '2024-03-05', 'day');
INSERT INTO dyad_days VALUES ('ALA', 'BOR', 'CONSULT', 1, 'chancery', 19787, 1, 1, 1, 1, 2.5);
INSERT INTO dyad_months VALUES ('ALA', 'BOR', '2024-03', 'CONSULT', 1, 'chancery', 1, 1, 1, 1, 2.5);
INSERT INTO outlet_days VALUES ('chancery', 'The Post', 19788, 1, 0);
INSERT INTO toponyms VALUES (1, 0, 0, 6, 9, 'met', 1);
INSERT INTO set_aside VALUES (1, 0, 0, 'sport', 'ASSAULT', 6, 9, 'met', 'assault.beat');
INSERT INTO dyad_month_totals VALUES ('ALA', 'BOR', '2024-03', 1, 'chancery', 1, 1, 1, 1, 2.5);
INSERT INTO sentences_text (sentences_text) VALUES ('rebuild');
