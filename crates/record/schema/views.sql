-- Saved views: the questions people ask first. Made anew whenever the program opens a record of an older version.

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
