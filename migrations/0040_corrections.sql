-- A correction of an issued report is a version of its own (docs/decisions/0014): a round has as many rows as versions, one of them current.
alter table consolidation drop constraint consolidation_round_id_key;
alter table consolidation drop constraint consolidation_status_check;
alter table consolidation add constraint consolidation_status_check
  check (status in ('drafting', 'withHead', 'frozen', 'issued', 'received', 'withdrawn'));
alter table consolidation add column edition integer not null default 1;
alter table consolidation add column is_current boolean not null default true; -- the one that is worked on, or that counts
alter table consolidation add column corrects_id uuid references consolidation;
alter table consolidation add column keeps_figures boolean not null default false; -- a correction of the text alone: figures and sources of the former version
alter table consolidation add unique (round_id, edition);
create unique index consolidation_current on consolidation (round_id) where is_current;

-- Who asked for a correction, why, and what the director decided.
create table correction (
  id uuid primary key,
  consolidation_id uuid not null references consolidation,
  reason text not null,
  state text not null default 'proposed' check (state in ('proposed', 'opened', 'refused', 'withdrawn')),
  proposed_by uuid not null references person,
  proposed_at timestamptz not null,
  decided_by uuid references person,
  decided_at timestamptz,
  decision_reason text,
  opened_id uuid unique references consolidation
);
-- A version is corrected once: by its successor.
create unique index correction_once on correction (consolidation_id) where state in ('proposed', 'opened');

-- What the public is told about why the report was corrected.
alter table publication add column correction_reason text;
