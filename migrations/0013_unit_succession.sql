-- Which units go on in which, from a day: merged, split, renamed. The past stays under the old unit and its name.
create table unit_succession (
  from_unit_id uuid not null references unit,
  to_unit_id uuid not null references unit,
  kind text not null check (kind in ('merge', 'split', 'rename')),
  on_day date not null,
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by uuid references person,
  primary key (from_unit_id, to_unit_id)
);
create index unit_succession_to on unit_succession (to_unit_id);
