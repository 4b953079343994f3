create table round (
  id uuid primary key,
  plan_id uuid not null references plan,
  code text not null,
  name text not null,
  document_name text not null,
  due_on date not null,         -- the last day on time for the units
  office_due_on date not null,  -- the last day on time for the plan office
  as_of_on date not null,
  opened_at timestamptz not null,
  unique (plan_id, code)
);
create table round_period (
  plan_id uuid not null references plan,
  period text not null,
  round_id uuid not null references round,
  primary key (plan_id, period)
);

create table report (
  id uuid primary key,
  round_id uuid not null references round,
  unit_id uuid not null references unit,
  obligation text not null check (obligation in ('must', 'invited')),
  status text not null default 'notStarted'
    check (status in ('notStarted', 'drafting', 'withHead', 'submitted', 'returned', 'accepted')),
  first_submitted_at timestamptz,
  returned_at timestamptz,
  timeliness text check (timeliness in ('onTime', 'onTimeExtended', 'late')),
  extended_to date,
  returns integer not null default 0,
  reason text,
  submitted_by uuid references person,
  version integer not null default 1,
  unique (round_id, unit_id)
);
create index report_unit on report (unit_id);

create table entry (
  id uuid primary key,
  report_id uuid not null references report,
  assignment_id uuid not null references assignment,
  task_id uuid not null references task,
  answer text check (answer in ('progress', 'claim', 'nothingChanged', 'missing')),
  percent_done integer check (percent_done between 0 and 100),
  result text not null default '',
  product text not null default '',
  obstacle text not null default '',
  proposal text not null default '',
  next_step text not null default '',
  missing_reason text not null default '',
  consent text check (consent in ('consent', 'object')),
  objection text not null default '',
  return_reason text,
  edited_by uuid references person,
  edited_at timestamptz,
  version integer not null default 1,
  unique (report_id, assignment_id)
);
create index entry_assignment on entry (assignment_id);
create index entry_task on entry (task_id);

create table evidence (
  id uuid primary key,
  entry_id uuid not null references entry,
  stored_file_id uuid references stored_file,
  number text,
  issued_on date,
  title text not null,
  removed_at timestamptz
);
create index evidence_entry on evidence (entry_id);
create index evidence_file on evidence (stored_file_id);

create table report_section (
  report_id uuid not null references report,
  key text not null,
  body text not null,
  version integer not null default 1,
  edited_by uuid references person,
  edited_at timestamptz,
  primary key (report_id, key)
);

-- What was sent, word for word, each time it was sent; the comparison after a return reads it.
create table submission (
  id uuid primary key,
  report_id uuid not null references report,
  number integer not null,
  content jsonb not null,
  submitted_at timestamptz not null,
  submitted_by uuid not null references person,
  unique (report_id, number)
);

create table claim (
  id uuid primary key,
  assignment_id uuid not null references assignment,
  entry_id uuid not null references entry,
  claimed_on date not null,
  completed_on date not null,
  decide_by date not null,
  state text not null default 'awaiting' check (state in ('awaiting', 'confirmed', 'supplement', 'notDone')),
  decided_at timestamptz,
  decided_by uuid references person,
  decided_on date,
  reason text,
  version integer not null default 1
);
create index claim_assignment on claim (assignment_id);
create unique index claim_undecided on claim (assignment_id) where state = 'awaiting';
