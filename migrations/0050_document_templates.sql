-- Word templates of the province for the documents of a plan, as versions. A version is tried, put in force from a day, or discarded; what was in
-- force never changes, so that the template of a document follows from the instant at which its content was fixed (docs/decisions/0020).
create table document_template (
  id uuid primary key,
  plan_id uuid not null references plan,
  kind text not null check (kind in ('unitReport', 'consolidatedReport', 'lateUnits', 'submission', 'review')),
  version integer not null,
  stored_file_id uuid references stored_file, -- null: back to the layout of the program
  reading jsonb not null default '{}', -- places found and advised places that it lacks
  note text not null default '',
  uploaded_by uuid not null references person,
  uploaded_at timestamptz not null,
  from_on date,
  in_force_by uuid references person,
  in_force_at timestamptz,
  discarded_at timestamptz,
  unique (plan_id, kind, version),
  check ((from_on is null) = (in_force_at is null))
);
