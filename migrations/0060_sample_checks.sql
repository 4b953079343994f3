-- Checks of a sample of what was confirmed or accepted. A draw is never changed or taken back; what it found stands beside the claim.
create table sample_check (
  id uuid primary key,
  round_id uuid not null references round,
  number integer not null, -- draws of one round, counted from 1
  unit_id uuid not null references unit, -- whose people check
  subject text not null check (subject in ('claims', 'entries')),
  method text not null check (method in ('random', 'chosen')),
  stratify_by text not null default 'none' check (stratify_by in ('none', 'group', 'unit')),
  seed text not null default '', -- empty: chosen by hand
  population jsonb not null, -- every entry that could have been drawn, with its stratum: with the seed, the draw can be repeated
  reason text not null default '',
  drawn_at timestamptz not null,
  drawn_by uuid references person,
  unique (round_id, number)
);
create index sample_check_unit on sample_check (unit_id);

create table sample_item (
  id uuid primary key,
  sample_check_id uuid not null references sample_check,
  position integer not null,
  entry_id uuid not null references entry,
  claim_id uuid references claim, -- null: an entry without a confirmed claim
  task_id uuid not null references task,
  unit_id uuid not null references unit, -- who reported it
  confirmed_on date,
  confirmed_by uuid references person,
  checker_id uuid references person,
  finding text check (finding in ('holds', 'wrong', 'notEnough')),
  finding_reason text not null default '',
  found_on date,
  found_by uuid references person,
  explain_by date, -- the last day on which the unit may explain
  explanation text,
  explained_on date,
  explained_by uuid references person,
  result text check (result in ('holds', 'wrong', 'notEnough')),
  result_reason text not null default '',
  concluded_on date,
  concluded_by uuid references person,
  is_withdrawn boolean not null default false, -- the conclusion took the confirmation back
  version integer not null default 1,
  unique (sample_check_id, entry_id)
);
create index sample_item_entry on sample_item (entry_id);
create index sample_item_claim on sample_item (claim_id);
create index sample_item_task on sample_item (task_id);
create index sample_item_unit on sample_item (unit_id) where finding is not null;
create index sample_item_checker on sample_item (checker_id) where result is null;

-- What the finding, or the explanation, rests on.
create table sample_document (
  id uuid primary key,
  sample_item_id uuid not null references sample_item,
  side text not null check (side in ('office', 'unit')),
  title text not null,
  number text,
  issued_on date,
  stored_file_id uuid references stored_file,
  added_at timestamptz not null,
  added_by uuid references person
);
create index sample_document_item on sample_document (sample_item_id);
create index sample_document_file on sample_document (stored_file_id);
