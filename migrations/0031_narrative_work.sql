-- Several people write one draft: every text that was saved is kept, remarks stand beside the part that they are about.
create table narrative_version (
  consolidation_id uuid not null references consolidation,
  key text not null,
  version integer not null,
  body text not null,
  saved_by uuid references person,
  saved_at timestamptz not null,
  primary key (consolidation_id, key, version)
);

create table narrative_comment (
  id uuid primary key,
  consolidation_id uuid not null references consolidation,
  key text not null,
  body text not null,
  written_by uuid not null references person,
  written_at timestamptz not null,
  resolved_by uuid references person,
  resolved_at timestamptz
);
create index narrative_comment_consolidation on narrative_comment (consolidation_id, key);

-- Sentences that an editor took out of those that read alike; each stands alone in the draft.
alter table consolidation add column parted jsonb not null default '[]';
