-- Another unit than the plan office confirms a task: named by the plan office, from a day, with a reason.
create table task_confirmer (
  id uuid primary key,
  task_id uuid not null references task,
  unit_id uuid not null references unit,
  from_on date not null,
  reason text not null,
  named_at timestamptz not null,
  named_by uuid references person,
  ended_on date, -- the last day in force; before from_on: it never came into force
  ended_reason text,
  ended_by uuid references person,
  version integer not null default 1
);
create unique index task_confirmer_open on task_confirmer (task_id) where ended_on is null;
create index task_confirmer_task on task_confirmer (task_id, from_on);
create index task_confirmer_unit on task_confirmer (unit_id) where ended_on is null;

-- The same rule as confirmerOf in plans/duties.ts, for lists; a test holds the two together.
create function confirming_unit(of_task uuid, on_day date) returns uuid language sql stable as $$
  select case
    when plan.plan_office_unit_id = any (leads.ids)
      then case when plan.confirmer_unit_id = any (leads.ids) then null else plan.confirmer_unit_id end
    when named.unit_id is not null and not named.unit_id = any (leads.ids) then named.unit_id
    else plan.plan_office_unit_id
  end
  from task
  join plan on plan.id = task.plan_id
  cross join lateral (
    select coalesce(array_agg(unit_id), '{}') as ids from assignment where task_id = task.id and ended_on is null
  ) leads
  left join lateral (
    select task_confirmer.unit_id from task_confirmer
    join unit on unit.id = task_confirmer.unit_id and (unit.ended_on is null or unit.ended_on > on_day)
    where task_confirmer.task_id = task.id and task_confirmer.from_on <= on_day
      and (task_confirmer.ended_on is null or task_confirmer.ended_on >= on_day)
    order by task_confirmer.from_on desc limit 1
  ) named on true
  where task.id = of_task
$$;
