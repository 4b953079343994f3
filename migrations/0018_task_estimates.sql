-- What a task of a year's plan is estimated to cost: one amount for each unit and source of money.
create table task_estimate (
  id uuid primary key,
  task_id uuid not null references task,
  unit_id uuid not null references unit,
  source text not null check (source in ('stateBudget', 'enterprise', 'socialised', 'other')),
  amount_vnd bigint not null check (amount_vnd between 1 and 1000000000000000), -- whole đồng
  basis text not null default '', -- how the amount was reached
  version integer not null default 1,
  unique (task_id, unit_id, source)
);
create index task_estimate_unit on task_estimate (unit_id);
