-- What every feature stands on: history, repeated requests, files, search, settings, the log of reads.
create extension if not exists pg_trgm;

-- History: one chain of events. The exact text is hashed (never jsonb, whose spelling PostgreSQL may change).
create schema history;

create table history.head (
  only_row boolean primary key default true check (only_row),
  seq bigint not null,
  hash bytea not null
);
insert into history.head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));

create table history.event (
  seq bigint primary key,
  body text not null,
  prev bytea not null,
  hash bytea not null,
  at text generated always as (body::jsonb ->> 'at') stored,
  kind text generated always as (body::jsonb ->> 'kind') stored,
  actor text generated always as (body::jsonb ->> 'actor') stored,
  about jsonb generated always as (body::jsonb -> 'about') stored
);
create index event_about on history.event using gin (about jsonb_path_ops);
create index event_actor on history.event (actor, seq);

-- The last statement of every command: it holds the one head row until the commit, so nothing slow may follow it.
create function history.append(bodies text[]) returns bigint
language plpgsql security definer set search_path = pg_catalog as $$
declare
  last_seq bigint;
  last_hash bytea;
  next_hash bytea;
  event_body text;
begin
  select head.seq, head.hash into strict last_seq, last_hash from history.head for update;
  foreach event_body in array bodies loop
    next_hash := sha256(last_hash || convert_to(event_body, 'UTF8'));
    insert into history.event (seq, body, prev, hash) values (last_seq + 1, event_body, last_hash, next_hash);
    last_seq := last_seq + 1;
    last_hash := next_hash;
  end loop;
  update history.head set seq = last_seq, hash = last_hash;
  return last_seq;
end $$;

create function history.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'history is append-only';
end $$;
create trigger append_only before update or delete on history.event for each row execute function history.refuse();
create trigger append_only_whole before truncate on history.event for each statement execute function history.refuse();

-- Reads of protected pages (Decree 85/2016: who saw what, when, from where); not chained, kept at least 12 months.
create table access_log (
  at timestamptz not null,
  person_id uuid,
  method text not null,
  path text not null,
  status integer not null,
  address text not null
);
create index access_log_at on access_log (at);

-- A command answers a repeated request as it did the first time.
create table request_log (
  request_id uuid primary key,
  person_id uuid,
  answer jsonb,
  at timestamptz not null default now()
);

create table setting (
  key text primary key,
  value jsonb not null
);

create unlogged table rate_limit (
  key text primary key,
  hits integer not null,
  since timestamptz not null
);

create table stored_file (
  id uuid primary key,
  sha256 text not null,
  size integer not null,
  mime text not null,
  name text not null,
  unit_id uuid,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null
);
create index stored_file_sha256 on stored_file (sha256);

-- Text is folded (lower case, no diacritics) by the program, the same way for what is stored and what is asked.
create table search_entry (
  kind text not null,
  subject_id uuid not null,
  plan_id uuid,
  title text not null,
  folded text not null,
  primary key (kind, subject_id)
);
create index search_entry_folded on search_entry using gin (folded gin_trgm_ops);

-- Days off by law, and weekends worked instead; an administrator enters each year's official notice.
create table holiday (
  on_day date primary key,
  name text not null,
  is_worked boolean not null default false,
  source text not null
);
