-- Obstacles: raised by a unit on a task, answered by one level after the other, each with its day; nothing of them is deleted.

-- The levels of a plan and the working days of each, from a day on. Without a row the default of the program counts (obstacles/route.ts).
create table obstacle_route (
  id uuid primary key,
  plan_id uuid not null references plan,
  valid_from date not null,
  levels jsonb not null, -- from the lowest to the highest: {"level", "days", "unitId"}
  source text not null, -- the document, or the reason, that the numbers rest on
  saved_at timestamptz not null,
  saved_by uuid references person
);
create index obstacle_route_plan on obstacle_route (plan_id, valid_from);

create table obstacle (
  id uuid primary key,
  plan_id uuid not null references plan,
  number integer not null, -- counted from 1 within the plan
  task_id uuid not null references task,
  entry_id uuid references entry on delete set null, -- the report entry that it was raised from
  unit_id uuid not null references unit, -- who raised it
  kind text not null check (kind in ('law', 'money', 'people', 'data', 'technology', 'coordination', 'other')),
  description text not null,
  tried text not null default '',
  proposal text not null default '',
  competent_unit_id uuid not null references unit, -- the Sở or the plan office that it was addressed to, or redirected to
  level text not null check (level in ('competent', 'steering', 'provincial', 'central')),
  answering_unit_id uuid references unit, -- whose people answer at this level
  level_since date not null,
  answer_days integer check (answer_days > 0), -- null: no day of ours binds the central level
  answer_by date, -- the last day on time, worked out from level_since and answer_days
  returns integer not null default 0, -- how often an answer of this level did not solve it
  status text not null check (status in ('open', 'answered', 'solved', 'withdrawn')),
  leading_id uuid references obstacle, -- joined: the answer to that one is the answer to this one
  is_internal boolean not null default false, -- the raiser keeps it out of the guidance
  is_answer_internal boolean not null default false, -- so does the answerer
  search_text text not null, -- folded: question, answers, task
  raised_on date not null,
  raised_by uuid references person,
  closed_on date,
  version integer not null default 1,
  unique (plan_id, number),
  check (leading_id is null or leading_id <> id),
  check ((answer_by is null) = (answer_days is null))
);
create index obstacle_task on obstacle (task_id);
create index obstacle_unit on obstacle (unit_id, status);
create index obstacle_answering on obstacle (answering_unit_id) where status = 'open';
create index obstacle_due on obstacle (answer_by) where status = 'open' and leading_id is null;
create index obstacle_entry on obstacle (entry_id);
create index obstacle_leading on obstacle (leading_id) where leading_id is not null;
create index obstacle_search on obstacle using gin (search_text gin_trgm_ops);

-- Everything that happened to an obstacle, in one line of time; never changed.
create table obstacle_step (
  id uuid primary key,
  obstacle_id uuid not null references obstacle,
  what text not null,
  at timestamptz not null,
  on_day date not null,
  person_id uuid references person, -- null: the program itself
  unit_id uuid references unit,
  text text not null default '',
  from_level text,
  to_level text,
  to_unit_id uuid references unit,
  answer_by date,
  other_id uuid references obstacle,
  document_number text,
  document_on date
);
create index obstacle_step_obstacle on obstacle_step (obstacle_id, id);
create index obstacle_step_unit on obstacle_step (unit_id);

create table obstacle_document (
  id uuid primary key,
  obstacle_id uuid not null references obstacle,
  step_id uuid references obstacle_step, -- the answer that it belongs to; null: what the obstacle itself rests on
  unit_id uuid references unit,
  title text not null,
  number text,
  issued_on date,
  stored_file_id uuid references stored_file,
  added_at timestamptz not null,
  added_by uuid references person
);
create index obstacle_document_obstacle on obstacle_document (obstacle_id);
create index obstacle_document_file on obstacle_document (stored_file_id);

-- A cause of lateness outside the unit. It stands beside the lateness and never erases it.
create table lateness_cause (
  id uuid primary key,
  obstacle_id uuid not null references obstacle,
  assignment_id uuid not null references assignment,
  task_id uuid not null references task,
  unit_id uuid not null references unit,
  explanation text not null,
  recorded_on date not null,
  recorded_by uuid references person,
  decision text check (decision in ('confirmed', 'refused')),
  decision_reason text not null default '',
  decided_on date,
  decided_by uuid references person,
  version integer not null default 1,
  unique (obstacle_id, assignment_id)
);
create index lateness_cause_task on lateness_cause (task_id);
create index lateness_cause_assignment on lateness_cause (assignment_id);
