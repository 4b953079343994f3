-- How far a task stood when its plan began to be tracked late, judged by the documents entered (rule 5 of docs/glossary.md).
create table opening_state (
  assignment_id uuid primary key references assignment,
  workflow text not null check (workflow in ('inProgress', 'completed')),
  percent_done integer check (percent_done between 0 and 100),
  document_number text,
  document_issued_on date,
  document_title text not null default '',
  entered_at timestamptz not null,
  entered_by uuid references person
);
create index task_external_ref on task (plan_id, external_ref) where external_ref is not null;
