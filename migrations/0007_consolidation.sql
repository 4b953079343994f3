create table consolidation (
  id uuid primary key,
  round_id uuid not null unique references round,
  status text not null default 'drafting' check (status in ('drafting', 'withHead', 'frozen', 'issued', 'received')),
  marks jsonb not null default '{}', -- which mark [n] stands for which sentence; a mark once given is never given to another
  snapshot jsonb,
  snapshot_hash text,
  frozen_at timestamptz,
  frozen_by uuid references person,
  history_seq bigint,
  history_hash text,
  number text,
  notation text,
  issued_on date,
  issued_by uuid references person,
  signer_name text,
  signed_file_id uuid references stored_file,
  received_at timestamptz,
  received_by uuid references person,
  return_reason text,
  version integer not null default 1
);

create table narrative_section (
  consolidation_id uuid not null references consolidation,
  key text not null,
  body text not null,
  version integer not null default 1,
  edited_by uuid references person,
  edited_at timestamptz,
  primary key (consolidation_id, key)
);

create table publication (
  id uuid primary key,
  consolidation_id uuid not null unique references consolidation,
  plan_id uuid not null references plan,
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'refused')),
  proposed_at timestamptz not null,
  proposed_by uuid not null references person,
  decided_at timestamptz,
  decided_by uuid references person,
  reason text,
  content jsonb,
  content_hash text,
  version integer not null default 1
);
create index publication_plan on publication (plan_id, state);
