create table document (
  id uuid primary key,
  kind text not null check (kind in ('decision', 'plan', 'resolution', 'programme', 'directive', 'letter', 'notice', 'report', 'other')),
  number text,
  notation text,
  issuer text,
  place text,
  issued_on date,
  effective_on date,
  title text not null,
  signer jsonb,
  recipients jsonb not null default '[]',
  version integer not null default 1
);
create table document_relation (
  document_id uuid not null references document,
  position integer not null,
  relation text not null check (relation in ('basedOn', 'carriesOut', 'supersedes', 'amends', 'proposedBy')),
  text text not null,
  number text,
  notation text,
  issued_on date,
  primary key (document_id, position)
);

create table plan (
  id uuid primary key,
  slug text not null unique,
  title text not null,
  document_id uuid not null references document,
  plan_office_unit_id uuid not null references unit,
  confirmer_unit_id uuid references unit,
  leadership_unit_id uuid references unit,
  declared jsonb not null default '{}',
  reading_issues jsonb not null default '[]',
  source_text jsonb not null default '[]',
  is_illustrative boolean not null default false,
  started_on date not null,
  version integer not null default 1
);

create table reporting_rule (
  id uuid primary key,
  plan_id uuid not null references plan,
  tier text not null check (tier in ('unit', 'planOffice')),
  period text not null,
  rule jsonb not null,
  text text not null,
  source text not null,
  valid_from date not null,
  valid_to date
);
create index reporting_rule_plan on reporting_rule (plan_id);

create table plan_duty (
  id uuid primary key,
  plan_id uuid not null references plan,
  position integer not null,
  unit_text text not null,
  unit_id uuid references unit,
  text text not null,
  source jsonb
);
create index plan_duty_plan on plan_duty (plan_id);

create table indicator (
  id uuid primary key,
  plan_id uuid not null references plan,
  parent_id uuid references indicator,
  code text,
  title text not null,
  unit_of_measure text,
  targets jsonb not null default '[]',
  lead_texts jsonb not null default '[]',
  position integer not null,
  source jsonb
);
create index indicator_plan on indicator (plan_id);

create table task_group (
  id uuid primary key,
  plan_id uuid not null references plan,
  code text not null,
  title text not null,
  position integer not null
);
create index task_group_plan on task_group (plan_id);

create table task (
  id uuid primary key,
  plan_id uuid not null references plan,
  task_group_id uuid not null references task_group,
  parent_id uuid references task,
  code text not null,
  title text not null,
  product text,
  deadline_text text,
  deadline_meaning text not null default 'unclear'
    check (deadline_meaning in ('byDay', 'everyYear', 'ongoing', 'range', 'afterEvent', 'unclear')),
  deadline_from date,
  deadline_to date,
  funding text,
  note text,
  lead_texts jsonb not null default '[]',
  coordinating_texts jsonb not null default '[]',
  is_provisional boolean not null default false,
  retired_on date,
  suspended_on date,
  dropped_on date,
  external_ref text,
  position integer not null,
  source jsonb,
  version integer not null default 1
);
create index task_plan on task (plan_id, position);
create index task_by_group on task (task_group_id);

-- Annex rows that take the place of provisional tasks (none or several for each).
create table task_replacement (
  provisional_task_id uuid not null references task,
  task_id uuid not null references task,
  primary key (provisional_task_id, task_id)
);

create table task_duty (
  task_id uuid not null references task,
  duty text not null check (duty in ('lead', 'coordinating', 'monitor')),
  position integer not null,
  unit_id uuid references unit,
  unit_group_id uuid references unit_group,
  primary key (task_id, duty, position),
  check (num_nonnulls(unit_id, unit_group_id) = 1)
);
create index task_duty_unit on task_duty (unit_id);

-- The part of one lead unit in a task. `mode` says whose claim counts (rules 1 and 2 of docs/glossary.md).
create table assignment (
  id uuid primary key,
  task_id uuid not null references task,
  unit_id uuid not null references unit,
  mode text not null check (mode in ('joint', 'each')),
  is_claimant boolean not null,
  workflow text not null default 'notStarted'
    check (workflow in ('notStarted', 'inProgress', 'awaitingConfirmation', 'returned', 'completed')),
  percent_done integer check (percent_done between 0 and 100),
  completed_on date,
  confirmed_at timestamptz,
  confirmed_by uuid references person,
  ended_on date,
  version integer not null default 1,
  unique (task_id, unit_id)
);
create index assignment_unit on assignment (unit_id);
