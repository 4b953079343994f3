-- A reading of uploaded files that outlives its request: how far it is, and what became of it. Forgotten after a day.
create table import_reading (
  id uuid primary key,
  person_id uuid not null references person,
  -- The plan that an annex belongs to; a whole plan has none yet.
  plan_id uuid references plan,
  state text not null default 'waiting' check (state in ('waiting', 'reading', 'read', 'failed')),
  files jsonb not null,
  accepts_cut boolean not null default false,
  -- A process that was left for dead and comes back must not answer for the one that took its place.
  attempt integer not null default 1,
  progress jsonb not null default '{}',
  refusal jsonb,
  upload_id uuid,
  -- The process that reads says so every few seconds, by the clock of the database; silence means that it was interrupted.
  beat_at timestamptz not null default clock_timestamp(),
  created_at timestamptz not null,
  check ((state = 'read') = (upload_id is not null)),
  check ((state = 'failed') = (refusal is not null))
);
create index import_reading_person on import_reading (person_id);
create index import_reading_plan on import_reading (plan_id);
create index import_reading_created on import_reading (created_at);

-- The files themselves, until they have been read: a reading that was interrupted starts again without sending them again.
create table import_source (
  reading_id uuid not null references import_reading on delete cascade,
  position integer not null,
  name text not null,
  bytes bytea not null,
  primary key (reading_id, position)
);
