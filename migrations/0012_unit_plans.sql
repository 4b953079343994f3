-- A unit's own detailed plan for a year, made of the tasks that it leads in any number of superior plans.
create table unit_plan (
  id uuid primary key,
  unit_id uuid not null references unit,
  year integer not null check (year between 2020 and 2100),
  status text not null default 'drafting' check (status in ('drafting', 'withHead', 'approved')),
  edition integer not null default 0, -- how often it was approved; 0: nobody outside the unit has seen it
  reason text not null default '', -- why the head sent it back, or why it was opened again
  created_at timestamptz not null,
  created_by uuid references person,
  version integer not null default 1,
  unique (unit_id, year)
);

create table unit_plan_step (
  id uuid primary key,
  unit_plan_id uuid not null references unit_plan,
  title text not null,
  starts_on date,
  due_on date,
  person_id uuid references person,
  person_name text not null default '',
  product text not null default '',
  is_milestone boolean not null default false,
  done_on date,
  position integer not null,
  version integer not null default 1
);
create index unit_plan_step_plan on unit_plan_step (unit_plan_id, position);
create index unit_plan_step_person on unit_plan_step (person_id);

-- One step may serve several assignments, also of different superior plans; it counts in each.
create table unit_plan_step_assignment (
  step_id uuid not null references unit_plan_step on delete cascade,
  assignment_id uuid not null references assignment,
  primary key (step_id, assignment_id)
);
create index unit_plan_step_assignment_assignment on unit_plan_step_assignment (assignment_id);

-- What was approved, step by step, each time; readers outside the unit see it while the unit works on the next one.
create table unit_plan_edition (
  unit_plan_id uuid not null references unit_plan,
  number integer not null,
  steps jsonb not null,
  reason text not null default '',
  approved_on date not null,
  approved_by uuid references person,
  primary key (unit_plan_id, number)
);
create index unit_plan_edition_approver on unit_plan_edition (approved_by);

-- What a coordinating unit says about its share in a task, and what came of a dispute.
create table duty_answer (
  task_id uuid not null references task,
  unit_id uuid not null references unit,
  answer text not null check (answer in ('confirmed', 'disputed')),
  reason text not null default '',
  answered_at timestamptz not null,
  answered_by uuid references person,
  outcome text,
  outcome_at timestamptz,
  outcome_by uuid references person,
  version integer not null default 1,
  primary key (task_id, unit_id)
);
create index duty_answer_unit on duty_answer (unit_id);
create index duty_answer_open on duty_answer (answered_at) where answer = 'disputed' and outcome is null;

-- A lead unit asks other units for their opinion by a day; one row of opinion_answer for each unit asked.
create table opinion_request (
  id uuid primary key,
  task_id uuid not null references task,
  unit_id uuid not null references unit,
  question text not null,
  answer_by date not null, -- the last day on time
  asked_on date not null,
  asked_by uuid references person,
  closed_on date
);
create index opinion_request_task on opinion_request (task_id);
create index opinion_request_unit on opinion_request (unit_id, asked_on desc);

create table opinion_answer (
  opinion_request_id uuid not null references opinion_request,
  unit_id uuid not null references unit,
  answer text,
  answered_on date,
  answered_by uuid references person,
  version integer not null default 1,
  primary key (opinion_request_id, unit_id)
);
create index opinion_answer_unit on opinion_answer (unit_id) where answered_on is null;
