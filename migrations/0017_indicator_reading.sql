-- What the file said of an indicator when it was read last, as tasks have it: an amendment made since is not taken back by the same file.
alter table indicator add column reading jsonb;
update indicator set reading = first.facts - 'retiredOn'
from (
  select distinct on (indicator_id) indicator_id, facts from indicator_version
  join plan_version on plan_version.id = plan_version_id order by indicator_id, plan_version.number
) first
where first.indicator_id = indicator.id;
