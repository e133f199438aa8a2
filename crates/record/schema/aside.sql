-- Version 3: what sentences are about, events set aside for it, events that are recalled; counts by dyad and month over all types.

ALTER TABLE documents ADD COLUMN domain TEXT; -- What the article is about: politics, or a set domain.* of the lexicon's words (sport, markets, film and so on); NULL where it was not asked.
ALTER TABLE sentences ADD COLUMN domain TEXT; -- What the sentence is about, in the same words; events of another domain than politics are in `set_aside`.
ALTER TABLE events ADD COLUMN historical INTEGER NOT NULL DEFAULT 0; -- 1 where it is long past (more than three years before publication) or remembered (an anniversary); it is counted on its day all the same.

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
