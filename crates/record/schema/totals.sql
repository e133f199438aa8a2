INSERT INTO dyad_month_totals SELECT source, target, month, happened, origin, sum(reports), sum(events), sum(happenings), sum(articles),
  round(sum(goldstein), 4) FROM dyad_months GROUP BY source, target, month, happened, origin;
