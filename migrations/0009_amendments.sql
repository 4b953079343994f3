-- Units propose what to change of a plan; the plan office collects, leadership decides, a document makes it a version (R6 of the decision).
create table amendment_submission (
  id uuid primary key,
  plan_id uuid not null references plan,
  stage text not null default 'drafting' check (stage in ('drafting', 'submitted', 'decided')),
  title text not null,
  opening text not null default '',
  created_at timestamptz not null,
  created_by uuid references person,
  submitted_at timestamptz,
  submitted_by uuid references person,
  decided_at timestamptz,
  decided_by uuid references person,
  plan_version_id uuid references plan_version, -- the document that put the decision into force
  version integer not null default 1
);
create index amendment_submission_plan on amendment_submission (plan_id);

create table amendment_proposal (
  id uuid primary key,
  plan_id uuid not null references plan,
  unit_id uuid not null references unit,
  kind text not null check (kind in ('extend', 'change', 'drop', 'add')),
  task_id uuid references task, -- null for a task that should be added
  patch jsonb not null,
  reason text not null,
  stage text not null check (stage in ('withHead', 'sent', 'reviewed', 'submitted', 'approved', 'refused', 'withdrawn')),
  created_at timestamptz not null,
  created_by uuid references person,
  sent_on date,
  sent_by uuid references person,
  opinion text check (opinion in ('support', 'oppose')),
  comment text not null default '',
  reviewed_at timestamptz,
  reviewed_by uuid references person,
  submission_id uuid references amendment_submission,
  decision_reason text not null default '',
  decided_on date,
  version integer not null default 1
);
create index amendment_proposal_plan on amendment_proposal (plan_id, created_at desc);
create index amendment_proposal_task on amendment_proposal (task_id);
create index amendment_proposal_unit on amendment_proposal (unit_id);
create index amendment_proposal_submission on amendment_proposal (submission_id);
alter table plan_change add constraint plan_change_proposal foreign key (proposal_id) references amendment_proposal;
