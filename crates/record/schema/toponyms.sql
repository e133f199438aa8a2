-- Version 2: every name of a place in an article, not only where events are put.

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
